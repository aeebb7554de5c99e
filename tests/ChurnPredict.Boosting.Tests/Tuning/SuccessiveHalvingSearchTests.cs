namespace ChurnPredict.Boosting.Tests;

public sealed class SuccessiveHalvingSearchTests
{
    private static readonly SearchOptions Short = new() { MinimumRounds = 10, MaximumRounds = 90 };

    [Fact]
    public void Run_NineCandidates_HalvesToTheBest()
    {
        var candidates = SearchSpace.Draw(new GradientBoostingOptions(), 9, seed: 1);
        var result = new SuccessiveHalvingSearch(Short, TimeProvider.System).Run(candidates, LossOf);
        Assert.Equal([9, 3, 1], new[] { 10, 30, 90 }.Select(rounds => result.State.Trials.Count(trial => trial.RoundsBudget == rounds)));
        Assert.Equal(candidates.Min(candidate => candidate.L2), result.BestOptions.L2);
        Assert.Equal(90, result.BestOptions.Rounds);
        Assert.False(result.RanOutOfTime);
    }

    [Fact]
    public void Run_BudgetUsedUp_StopsAndSaysSo()
    {
        var clock = new ManualTime();
        var candidates = SearchSpace.Draw(new GradientBoostingOptions(), 20, seed: 2);
        var result = new SuccessiveHalvingSearch(Short with { Budget = TimeSpan.FromSeconds(10) }, clock).Run(candidates, (options, rounds, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return LossOf(options, rounds, default);
        });
        Assert.True(result.RanOutOfTime);
        Assert.Equal(4, result.State.Trials.Count);
    }

    [Fact]
    public void Run_KilledAnywhereAndResumed_MeasuresNothingTwiceAndEndsAlike()
    {
        var candidates = SearchSpace.Draw(new GradientBoostingOptions(), 12, seed: 3);
        var options = Short with { Budget = TimeSpan.FromSeconds(50) };
        var atOnce = Run(SearchState.Empty, int.MaxValue);
        Assert.True(atOnce.RanOutOfTime);
        for (var trialsBeforeKill = 0; trialsBeforeKill < atOnce.State.Trials.Count; trialsBeforeKill++)
        {
            var kept = SearchState.Empty;
            Assert.Throws<OperationCanceledException>(() => Run(SearchState.Empty, trialsBeforeKill, state => kept = state));
            Assert.Equal(trialsBeforeKill, kept.Trials.Count);
            var resumed = Run(kept, int.MaxValue);
            Assert.Equal(atOnce.State.Trials, resumed.State.Trials);
            Assert.Equal(atOnce.State.Spent, resumed.State.Spent);
            Assert.Equal(atOnce.BestOptions, resumed.BestOptions);
        }

        SearchResult Run(SearchState from, int trialsBeforeKill, Action<SearchState>? keep = null)
        {
            var (clock, measured) = (new ManualTime(), 0);
            return new SuccessiveHalvingSearch(options, clock).Run(candidates, Measure, from, keep);

            TrialMeasure Measure(GradientBoostingOptions tried, int rounds, CancellationToken token)
            {
                if (measured++ == trialsBeforeKill) throw new OperationCanceledException();
                clock.Advance(TimeSpan.FromSeconds(4));
                return LossOf(tried, rounds, token);
            }
        }
    }

    [Fact]
    public void Run_ResumedWithMoreTime_GoesThroughWithAllCandidates()
    {
        var clock = new ManualTime();
        var candidates = SearchSpace.Draw(new GradientBoostingOptions(), 12, seed: 3);
        var measured = new List<(double, int)>();
        SearchResult result;
        var (state, budget) = (SearchState.Empty, TimeSpan.Zero);
        do
        {
            budget += TimeSpan.FromSeconds(10);
            result = new SuccessiveHalvingSearch(Short with { Budget = budget }, clock).Run(candidates, Measure, state);
            state = result.State;
        }
        while (result.RanOutOfTime);

        var atOnce = new SuccessiveHalvingSearch(Short, TimeProvider.System).Run(candidates, LossOf);
        Assert.Equal(measured.Distinct(), measured);
        Assert.Equal(atOnce.Best, result.Best);
        Assert.Equal(atOnce.State.Trials, result.State.Trials);

        TrialMeasure Measure(GradientBoostingOptions options, int rounds, CancellationToken token)
        {
            clock.Advance(TimeSpan.FromSeconds(4));
            measured.Add((options.L2, rounds));
            return LossOf(options, rounds, token);
        }
    }

    [Fact]
    public void Run_LossThatIsNoNumber_IsTheWorst()
    {
        var candidates = SearchSpace.Draw(new GradientBoostingOptions(), 3, seed: 4);
        var result = new SuccessiveHalvingSearch(Short, TimeProvider.System)
            .Run(candidates, (options, rounds, _) => new TrialMeasure(options == candidates[0] with { Rounds = rounds } ? double.NaN : 1, rounds));
        Assert.Equal(1, result.Best.Candidate);
    }

    [Fact]
    public void Run_RealLearner_BeatsTheStartingPoint()
    {
        var (training, validation) = (Rows.Churn(1_500, 1), Rows.Churn(1_500, 2));
        var bins = BinnedMatrix.From(training.Features);
        var start = new GradientBoostingOptions { LearningRate = 0.5, MaximumLeaves = 64, MinimumLeafRows = 5, EarlyStoppingRounds = 20 };
        var result = new SuccessiveHalvingSearch(Short with { MaximumRounds = 30 }, TimeProvider.System).Run(
            SearchSpace.Draw(start, 9, seed: 5),
            (options, _, token) =>
            {
                var learned = new GradientBoosting(options).LearnInDetail(training with { Bins = bins }, validation, cancellationToken: token);
                return new TrialMeasure(learned.ValidationLosses[learned.BestRound - 1], learned.BestRound);
            });
        Assert.NotEqual(0, result.Best.Candidate);
        Assert.True(result.Best.Loss < result.State.Trials[0].Loss - 0.005);
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSameValidCandidates()
    {
        var (few, many) = (SearchSpace.Draw(new(), 5, 6), SearchSpace.Draw(new(), 50, 6));
        Assert.Equal(few, many.Take(5));
        Assert.Equal(50, many.Distinct().Count());
        Assert.All(many, options => Assert.Same(options, new GradientBoosting(options).Options));
    }

    [Fact]
    public void Run_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingSearch(new() { Reduction = 1 }, TimeProvider.System));
        var search = new SuccessiveHalvingSearch(Short, TimeProvider.System);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Run([], LossOf));
        foreach (var candidate in new[] { -1, 1 })
            Assert.Throws<ArgumentException>(() => search.Run([new()], LossOf, new SearchState([new Trial(candidate, 10, 0, 10)], TimeSpan.Zero)));
    }

    private static TrialMeasure LossOf(GradientBoostingOptions options, int rounds, CancellationToken token) => new(options.L2 + 1.0 / rounds, rounds);

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
