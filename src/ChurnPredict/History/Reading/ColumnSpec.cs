namespace ChurnPredict.History;

/// <summary>One column of a table of the contract.</summary>
/// <param name="Name">Its name in the contract.</param>
/// <param name="Role">What it means.</param>
/// <param name="IsRequired">Whether the table cannot do without it.</param>
/// <param name="Words">The vocabulary of a text column; null for others.</param>
internal sealed record ColumnSpec(string Name, ColumnRole Role, bool IsRequired = false, string? Words = null);
