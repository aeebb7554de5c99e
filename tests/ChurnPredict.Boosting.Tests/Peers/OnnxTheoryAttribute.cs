namespace ChurnPredict.Boosting.Tests;

/// <summary>A test that needs onnxruntime-node: skipped where it is absent, but not in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxTheoryAttribute : TheoryAttribute
{
    public OnnxTheoryAttribute()
    {
        if (!PeerTools.HasOnnxRuntime && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "run npm ci in tests/ChurnPredict.Boosting.Tests/Peers";
    }
}
