namespace ChurnPredict.Boosting.Tests;

/// <summary>A test that needs XGBoost: skipped where it is absent, but not in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class XGBoostTheoryAttribute : TheoryAttribute
{
    public XGBoostTheoryAttribute()
    {
        if (!PeerTools.HasXGBoost && Environment.GetEnvironmentVariable("CI") != "true") Skip = "python3-xgboost is not installed";
    }
}
