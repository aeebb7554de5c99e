namespace ChurnPredict.Parquet.Tests;

internal sealed record OracleColumn(string Name, string?[] Values);
