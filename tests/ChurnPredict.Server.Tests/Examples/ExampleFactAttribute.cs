namespace ChurnPredict.Server.Tests.Examples;

/// <summary>A fact that needs node, Debian's Python and protoc: skipped where they are absent, except in CI, where .ci/run installs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExampleFactAttribute : FactAttribute
{
    public ExampleFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && ExampleClients.Missing is { } missing)
            Skip = $"{missing} is missing; .ci/run installs it.";
    }
}
