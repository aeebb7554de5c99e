namespace ChurnPredict.Parquet.Tests;

/// <summary>A test that needs a shared data set: skipped where that is absent, but not in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] parts)
    {
        var path = SharedData.PathOf(parts);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CI") != "true") Skip = $"{path} is absent";
    }
}
