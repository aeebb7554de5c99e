using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>The dates of training snapshots and of backtests: each test snapshot lies after every label that its model saw.</summary>
public sealed record RollingOrigins
{
    /// <summary>Dates of all snapshots whose label window is over in the data, rising; training for use takes all of them.</summary>
    public required IReadOnlyList<AsOfDate> Snapshots { get; init; }

    /// <summary>Dates at which models are judged, rising, each with at least one training snapshot; the last one is read once.
    /// Empty when the history is too short for any.</summary>
    public required IReadOnlyList<BacktestOrigin> Origins { get; init; }

    /// <summary>Lays the dates out backwards from the last one whose label window is over, at equal spacing.</summary>
    /// <param name="source">The history.</param>
    /// <param name="definition">What churn means; a labelled snapshot is the only one.</param>
    /// <param name="options">Spacing and limits; null = the defaults.</param>
    /// <param name="lastOrigin">The last test date; null = the day after the last event minus the horizon.</param>
    public static RollingOrigins Plan(HistorySource source, ChurnDefinition definition, RollingOriginOptions? options = null, DateOnly? lastOrigin = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(definition);
        if (definition is { Kind: ChurnKind.Label, LabelAsOf: { } labelAsOf })
            return new RollingOrigins { Snapshots = [source.TimeAxis.AsOf(labelAsOf)], Origins = [] };
        var horizonDays = definition.HorizonDays;
        options ??= new RollingOriginOptions();
        var spacing = options.SpacingDays ?? int.Max(1, horizonDays / 3);
        var earliest = source.TimeAxis.LocalDate(source.FirstEventAt).AddDays(options.MinimumHistoryDays ?? horizonDays);
        var latest = source.DayAfterLastEvent.Date.AddDays(-horizonDays);
        if (lastOrigin < latest) latest = lastOrigin.Value;
        var dates = new List<AsOfDate>();
        for (var date = latest; date >= earliest && dates.Count < options.MaximumSnapshots; date = date.AddDays(-spacing))
            dates.Insert(0, source.TimeAxis.AsOf(date));
        return new RollingOrigins { Snapshots = dates, Origins = OriginsOf(dates, horizonDays, options.MaximumOrigins) };
    }

    private static BacktestOrigin[] OriginsOf(IReadOnlyList<AsOfDate> dates, int horizonDays, int maximum) =>
    [
        .. dates
            .Select(test => new BacktestOrigin(test, [.. dates.Where(training => training.Date.AddDays(horizonDays) <= test.Date)]))
            .Where(origin => origin.Training.Count > 0)
            .TakeLast(maximum),
    ];
}
