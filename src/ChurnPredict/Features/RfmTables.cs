namespace ChurnPredict.Features;

/// <summary>How recency, frequency and spend were distributed over those who ordered in the 365 days before a date. Quintiles among
/// everybody who ever ordered tell nothing once most have left: whoever still orders, be it once, is in the highest of each, and so is
/// who left half a year ago.</summary>
public sealed record RfmTables
{
    /// <summary>Days since the last order.</summary>
    public QuantileTable RecencyDays { get; init; } = QuantileTable.Empty;

    /// <summary>Orders in the 365 days before the date.</summary>
    public QuantileTable Orders { get; init; } = QuantileTable.Empty;

    /// <summary>Spend in the 365 days before the date.</summary>
    public QuantileTable Spend { get; init; } = QuantileTable.Empty;

    /// <summary>Measures the base; the arrays are parallel, one entry a customer, and are left as they are.</summary>
    internal static RfmTables Measure(float[] recencyDays, float[] orders, float[] spend)
    {
        float[] OfTheYear(float[] values) => [.. values.Where((_, customer) => orders[customer] > 0)];
        return new RfmTables
        {
            RecencyDays = QuantileTable.Measure(OfTheYear(recencyDays)),
            Orders = QuantileTable.Measure(OfTheYear(orders)),
            Spend = QuantileTable.Measure(OfTheYear(spend)),
        };
    }
}
