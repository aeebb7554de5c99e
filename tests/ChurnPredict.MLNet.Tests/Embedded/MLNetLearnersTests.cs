namespace ChurnPredict.MLNet.Tests;

public sealed class MLNetLearnersTests
{
    [Fact]
    public void Find_EveryName_IsNotBuiltIn()
    {
        Assert.All(MLNetLearnerNames.All, name => Assert.Null(MLNetLearners.Find(name)));
        Assert.Empty(MLNetLearners.BuiltIn);
    }

    [Fact]
    public void Assembly_References_NoPackage() => Assert.DoesNotContain(
        typeof(MLNetLearners).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal));
}
