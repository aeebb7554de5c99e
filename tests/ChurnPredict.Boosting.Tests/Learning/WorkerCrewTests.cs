namespace ChurnPredict.Boosting.Tests;

public sealed class WorkerCrewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_ManySteps_DoesEveryTaskOnceBeforeItReturns(int size)
    {
        using var crew = new WorkerCrew(size);
        for (var step = 1; step < 2_000; step++)
        {
            var done = new int[step % 37];
            crew.Run(done.Length, (task, worker) =>
            {
                Assert.InRange(worker, 0, size - 1);
                Interlocked.Increment(ref done[task]);
            });
            Assert.All(done, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Run_WorkersAsleep_WakesThem()
    {
        using var crew = new WorkerCrew(3);
        for (var step = 0; step < 5; step++)
        {
            Thread.Sleep(20);
            var sum = 0;
            crew.Run(100, (task, _) => Interlocked.Add(ref sum, task));
            Assert.Equal(4_950, sum);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_TaskThatThrows_ThrowsToTheCallerAndGoesOn(int size)
    {
        using var crew = new WorkerCrew(size);
        var thrown = Assert.ThrowsAny<Exception>(() => crew.Run(50, (task, _) =>
        {
            if (task == 7) throw new InvalidOperationException("seven");
        }));
        Assert.Contains("seven", thrown.ToString(), StringComparison.Ordinal);
        var done = 0;
        crew.Run(10, (_, _) => Interlocked.Increment(ref done));
        Assert.Equal(10, done);
    }
}
