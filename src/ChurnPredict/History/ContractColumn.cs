namespace ChurnPredict.History;

/// <summary>One column of a table of the contract, for those who write tables.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">Whether the table cannot do without it.</param>
public sealed record ContractColumn(string Name, ContractColumnKind Kind, bool IsRequired);
