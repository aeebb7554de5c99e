using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests.Terminals;

public sealed class LauncherTests
{
    [Fact]
    public void Of_AProgramOfACheckout_RunsItsProjectsFromWhereItWasStarted()
    {
        var launcher = Launcher.Of("/any/ChurnPredict.Trainer", Path.Combine(Repository.Root, "src", "ChurnPredict"));

        Assert.Equal(("dotnet run -c Release --project ../ChurnPredict.Trainer --", "dotnet run -c Release --project ../ChurnPredict.Server --"), (launcher.Trainer, launcher.Server));
    }

    [Fact]
    public void Of_ThePublishedProgramOrNoCheckout_IsItsName()
    {
        Assert.Equal(Launcher.Published, Launcher.Of("/any/churnpredict", Repository.Root));
        Assert.Equal(Launcher.Published, Launcher.Of("/any/ChurnPredict.Trainer", Path.GetTempPath()));
    }

    [Theory]
    [InlineData("training-data/sample", "training-data/sample")]
    [InlineData("my shop", "'my shop'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME;", "'$HOME;'")]
    [InlineData("", "''")]
    [InlineData("顧客", "顧客")]
    public void Quoted_Word_IsOneWordOfAShell(string word, string expected) => Assert.Equal(expected, Launcher.Quoted(word));
}
