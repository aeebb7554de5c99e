namespace ChurnPredict.Parquet.Tests;

/// <summary>A test against other people's Parquet tools, which run in Node: skipped until <c>npm ci</c> has installed them beside
/// the tests, but not in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var packages = Path.Combine(Oracle.Folder, "..", "node_modules", "hyparquet");
        if (!Directory.Exists(packages) && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "node_modules is absent: run npm install in tests/ChurnPredict.Parquet.Tests";
    }

    /// <summary>What Parquet.Net does otherwise, so that the test is skipped on the official stack.</summary>
    public string? ParquetNetReason
    {
        get => field;
        set
        {
            field = value;
            if (ParquetNet.IsUsed) Skip = $"Parquet.Net {value}";
        }
    }
}
