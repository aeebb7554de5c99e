using Microsoft.ML.Trainers.LightGbm;

namespace ChurnPredict.MLNet.Tests;

public sealed class NativeLibrariesTests
{
    [Fact]
    public void Missing_LibraryThatIsNowhere_IsItsName() =>
        Assert.Equal("no_such_library", NativeLibraries.Missing("no_such_library", typeof(LightGbmBinaryTrainer)));

    [Fact]
    public void MissingForFastTree_WhereTheTestsRun_IsNothing() => Assert.Null(NativeLibraries.MissingForFastTree);
}
