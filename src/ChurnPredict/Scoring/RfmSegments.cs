namespace ChurnPredict.Scoring;

/// <summary>Names the 125 cells of recency, frequency and spend in the words that retention teams use.</summary>
internal static class RfmSegments
{
    /// <summary>Every name, as language files have them.</summary>
    public static readonly string[] Names =
    [
        "champions", "loyal", "potential_loyalists", "new", "promising", "need_attention", "about_to_sleep", "at_risk", "cannot_lose", "hibernating",
    ];

    /// <summary>The name of a cell.</summary>
    /// <param name="recency">Quintile, 5 = most recent.</param>
    /// <param name="frequency">Quintile, 5 = most often.</param>
    /// <param name="monetary">Quintile, 5 = most.</param>
    /// <param name="orders">Orders of the customer in all; a recent first order makes a new customer.</param>
    public static string NameOf(int recency, int frequency, int monetary, int orders)
    {
        var weight = (frequency + monetary) / 2.0;
        return recency switch
        {
            >= 4 when orders == 1 => recency == 5 ? "new" : "promising",
            >= 4 when weight >= 4.5 => "champions",
            >= 4 when weight >= 3.5 => "loyal",
            >= 4 => "potential_loyalists",
            3 when weight >= 4 => "loyal",
            3 when weight >= 2.5 => "need_attention",
            3 => "about_to_sleep",
            _ when weight >= 4.5 => "cannot_lose",
            _ when weight >= 2.5 => "at_risk",
            _ => "hibernating",
        };
    }
}
