using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>The losses with a logarithmic link, all of Tweedie's family: only FastTreeTweedie of ML.NET's trainers has them.</summary>
internal static class Amounts
{
    /// <summary>The power of the mean that the variance grows with; null for losses of another link.</summary>
    public static double? TweedieIndex(IObjective objective) => objective switch
    {
        PoissonObjective => 1,
        TweedieObjective tweedie => tweedie.VariancePower,
        GammaObjective => 2,
        _ => null,
    };
}
