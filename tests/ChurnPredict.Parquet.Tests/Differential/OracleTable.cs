namespace ChurnPredict.Parquet.Tests;

/// <summary>A table as another tool sees it: one text a value.</summary>
internal sealed record OracleTable(string Options, OracleColumn[] Columns);
