namespace ChurnPredict.Trainer.Tests;

/// <summary>A test on the public data sets: skipped where they are absent, except in CI, where it then fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null && Environment.GetEnvironmentVariable("CI") != "true") Skip = "../shared/data is absent";
    }
}
