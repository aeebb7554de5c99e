using ChurnPredict.Parquet;

namespace ChurnPredict.Scoring;

/// <summary>One column of a file with one row a customer.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <param name="Field">The Parquet column.</param>
/// <param name="Make">From rows to the column's values.</param>
public sealed record ScoreColumn<TRow>(ParquetField Field, Func<IReadOnlyList<TRow>, ParquetColumn> Make);
