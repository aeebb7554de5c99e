using System.Collections.Concurrent;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class IndependentFitsTests
{
    /// <summary>What is wrong with the input is said as it is, not as a failure of several threads.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public void ForEach_FitThatRefusesItsInput_ThrowsThatRefusal(int rows) =>
        Assert.Throws<InvalidCustomerDataException>(() => new IndependentFits(2, rows, default).ForEach(
            4, (fit, _) => throw new InvalidCustomerDataException($"fit {fit}")));

    [Fact]
    public void ForEach_Cancelled_SaysSo()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new IndependentFits(2, 100, source.Token).ForEach(4, (_, _) =>
        {
            source.Cancel();
            source.Token.ThrowIfCancellationRequested();
        }));
    }

    [Theory]
    [InlineData(2, 100, 7)]
    [InlineData(1, 100, 0)]
    [InlineData(2, 1_000_000, 0)]
    public void RunIfSmall_FewRowsAndSeveralThreads_RunsEachFitOnce(int threads, int rows, int expected)
    {
        var runs = new int[7];
        var fits = new ConcurrentQueue<Action>(Enumerable.Range(0, 7).Select(fit => (Action)(() => Interlocked.Increment(ref runs[fit]))));
        new IndependentFits(threads, rows, default).RunIfSmall(fits);
        Assert.Equal(expected, runs.Count(times => times == 1));
        Assert.Equal(7 - expected, fits.Count);
    }
}
