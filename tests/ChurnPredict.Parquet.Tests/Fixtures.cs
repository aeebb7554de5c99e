namespace ChurnPredict.Parquet.Tests;

/// <summary>Small files that other tools wrote.</summary>
internal static class Fixtures
{
    public static string PathOf(string name) =>
        Path.Combine(SharedData.RepositoryRoot(), "tests", "ChurnPredict.Parquet.Tests", "Fixtures", $"{name}.parquet");

    /// <summary>The files that hold the same 150 rows.</summary>
    public static IEnumerable<string> SameRows() =>
        Directory.GetFiles(Path.GetDirectoryName(PathOf("any"))!, "*.parquet")
            .Where(path => Path.GetFileName(path).Contains('-', StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
