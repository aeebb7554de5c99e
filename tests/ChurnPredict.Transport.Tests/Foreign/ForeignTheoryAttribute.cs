namespace ChurnPredict.Transport.Tests;

/// <summary>
/// A theory that needs node, Debian's Python and protoc. On a desk without them it is skipped with a word on what is
/// missing; in CI, where .ci/run installs them, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignTheoryAttribute : TheoryAttribute
{
    public ForeignTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && ForeignClient.Missing is { } missing)
            Skip = $"{missing} is missing; .ci/run installs it.";
    }
}
