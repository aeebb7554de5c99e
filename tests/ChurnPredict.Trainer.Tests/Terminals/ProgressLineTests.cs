using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests.Terminals;

public sealed class ProgressLineTests
{
    [Fact]
    public void Step_RowsKnown_SaysRowsASecondAndTheTimeLeft()
    {
        using var error = new StringWriter();
        var clock = new SteppedClock();
        var terminal = new Terminal(TextWriter.Null, error, isInteractive: false, clock);
        terminal.Step("scoring", progress =>
        {
            progress.RowCount = 80_000;
            clock.Advance(TimeSpan.FromSeconds(20));
            progress.Report(0.5);
            clock.Advance(TimeSpan.FromSeconds(5));
            progress.Report(1);
        });
        Assert.Contains("50% 20 s left, 2,000 rows/s", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("done in 25.0 s, 3,200 rows/s", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_RowsUnknown_SaysTheTimeOnly()
    {
        using var error = new StringWriter();
        new Terminal(TextWriter.Null, error, isInteractive: false, new SteppedClock()).Step("evaluating", progress => progress.Report(1));
        Assert.DoesNotContain("rows/s", error.ToString(), StringComparison.Ordinal);
    }
}
