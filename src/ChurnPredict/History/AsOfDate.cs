namespace ChurnPredict.History;

/// <summary>The date that features, labels and scores refer to: nothing at or after its local midnight exists.</summary>
/// <param name="Date">The calendar date in the history's time zone.</param>
/// <param name="Instant">Local midnight at the start of that date, in microseconds UTC (see <see cref="Instants"/>).</param>
public readonly record struct AsOfDate(DateOnly Date, long Instant);
