namespace ChurnPredict.History;

/// <summary>Which column of the files stands for a column of the contract.</summary>
/// <param name="Spec">The contract's column.</param>
/// <param name="FileColumn">Its name in the files.</param>
internal sealed record ColumnBinding(ColumnSpec Spec, string FileColumn);
