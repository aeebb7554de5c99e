using System.Text.Json.Serialization;

namespace ChurnPredict.Value;

/// <summary>How expected money is computed from a customer's features.</summary>
public enum ValueMethod
{
    /// <summary>Probability of any purchase × expected amount given one, both boosted.</summary>
    [JsonStringEnumMemberName("two_part")]
    TwoPart,

    /// <summary>One boosted model with the Tweedie loss.</summary>
    [JsonStringEnumMemberName("tweedie")]
    Tweedie,

    /// <summary>Zero-inflated lognormal: probability of any purchase × a lognormal amount, both boosted (Wang, Liu and Miao 2019,
    /// with trees for their network).</summary>
    [JsonStringEnumMemberName("ziln")]
    ZeroInflatedLognormal,

    /// <summary>The probabilistic models alone: expected orders × expected order value.</summary>
    [JsonStringEnumMemberName("btyd")]
    BuyTillYouDie,

    /// <summary>Mean of the four expectations above; of the boosted three where there are no probabilistic models.</summary>
    [JsonStringEnumMemberName("combined")]
    Combined,
}
