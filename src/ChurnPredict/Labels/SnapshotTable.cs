using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>
/// The rows of one training snapshot: every customer in the population as of one date, with features computed by the one feature
/// path and labels from the time after the date. Rows are in canonical order of customers.
/// </summary>
public sealed record SnapshotTable
{
    /// <summary>The date.</summary>
    public required AsOfDate AsOf { get; init; }

    /// <summary>What the features needed to know of the base; fitted on data before the date.</summary>
    public required FeatureReference Reference { get; init; }

    /// <summary>One row a customer.</summary>
    public required FeatureMatrix Features { get; init; }

    /// <summary>Index of each row's customer in the whole history's canonical order.</summary>
    public required int[] CustomerIndex { get; init; }

    /// <summary>Indexes of all customers who could have a row, rising: more than have one where the rows are a sample of a very large
    /// base. Default: those of the rows.</summary>
    public int[] Population
    {
        get => field ?? CustomerIndex;
        init;
    }

    /// <summary>1 = churned within the horizon, 0 = stayed, NaN = the horizon is not over in the data.</summary>
    public required float[] Churned { get; init; }

    /// <summary>Money that each customer spent in the 90, 180 and 365 days after the date (positive amounts; refunds apart, see
    /// <see cref="NetSpend"/>), by horizon in days; NaN where the window is not over in the data.</summary>
    public required IReadOnlyDictionary<int, float[]> GrossSpend { get; init; }

    /// <summary>The same with refunds subtracted.</summary>
    public required IReadOnlyDictionary<int, float[]> NetSpend { get; init; }

    /// <summary>The same as margin (margin column, else net spend × <c>gross_margin</c>); empty when neither is known.</summary>
    public required IReadOnlyDictionary<int, float[]> Margin { get; init; }

    /// <summary>Days from the date to the next order (or to the cancellation); +∞ when none was observed.</summary>
    public required float[] EventDays { get; init; }

    /// <summary>Days from the date until it is known that there was such an event: until one has happened and its row was ingested; +∞ when
    /// none was. Default: at once.</summary>
    public float[] EventKnownDays
    {
        get => field ?? EventDays;
        init;
    }

    /// <summary>Days after the date for which the customer was observed (end of data − date); events later than this are censored.</summary>
    public required float ObservedDays { get; init; }

    /// <summary>Customers left out of the rows, by status, with their number.</summary>
    public required IReadOnlyDictionary<CustomerStatus, int> LeftOut { get; init; }
}
