using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class ValueLearnerTests
{
    private static readonly DateOnly Start = SimulatedSnapshots.FirstDate;

    [Fact]
    public void Learn_KnownTruth_RanksAndIsCalibrated()
    {
        var until = Start.AddDays(300);
        var model = new ValueLearner().Learn(new SimulatedSnapshots(1500, 1).Every30Days(10, until), until)!;
        var later = new SimulatedSnapshots(3000, 2).Snapshot(until, until.AddDays(400));
        var predicted = Enumerable.Range(0, 3000).Select(row => model.Predict(later.Features.Row(row))).ToArray();
        foreach (var (index, days) in new[] { 90, 180, 365 }.Index())
        {
            double[] actual = [.. later.GrossSpend[days].Select(money => (double)money)];
            double[] expected = [.. predicted.Select(values => values[index].Expected)];
            double[] truth = [.. Enumerable.Range(0, 3000).Select(row => later.Features.Row(row)[3] * days / 90.0)];
            Assert.InRange(ValueMeasures.TotalBias(actual, expected), -.12, .12);
            Assert.True(ValueMeasures.NormalizedGini(actual, expected) > .95 * ValueMeasures.NormalizedGini(actual, truth));
        }
    }

    [Fact]
    public void Predict_Intervals_CoverAboutEightyPercentAndPositionsAreUniform()
    {
        var until = Start.AddDays(480);
        var model = new ValueLearner(new ValueLearnerOptions { HorizonsDays = [90] }).Learn(new SimulatedSnapshots(2000, 3).Every30Days(16, until), until)!;
        var later = new SimulatedSnapshots(4000, 4).Snapshot(until, until.AddDays(100));
        var random = new Random(5);
        var (inside, positions) = (0, new double[4000]);
        for (var row = 0; row < 4000; row++)
        {
            var value = model.Predict(later.Features.Row(row))[0];
            var actual = later.GrossSpend[90][row];
            if (actual >= value.Low && actual <= value.High) inside++;
            positions[row] = model.Position(later.Features.Row(row), 90, actual, random.NextDouble());
        }

        Assert.InRange(inside / 4000.0, .77, .83);
        Assert.True(ValueMeasures.KolmogorovDistance(positions) < .05);
    }

    /// <summary>What is spent in 90 days is spent in 180 as well, however few dates the longer window was seen at.</summary>
    [Fact]
    public void Predict_LongerHorizons_HaveNoLowerValueNorEndOfTheirIntervals()
    {
        var until = Start.AddDays(270);
        var snapshots = new SimulatedSnapshots(300, 31).Every30Days(9, until);
        var model = new ValueLearner().Learn(snapshots, until)!;
        var (rows, each) = (snapshots[^1].Features, model.Predict(snapshots[^1].Features, 1));
        for (var row = 0; row < rows.RowCount; row++)
        {
            var values = model.Predict(rows.Row(row));
            Assert.Equal(values, each[row].Values);
            foreach (var (shorter, longer) in values.Zip(values.Skip(1)))
                Assert.True(longer.Expected >= shorter.Expected && longer.Low >= shorter.Low && longer.High >= shorter.High, $"row {row}: {shorter}, {longer}");
        }
    }

    [Fact]
    public void Learn_SeasonThatComesBack_IsFollowed()
    {
        static double Season(DateOnly date) => date.Month is >= 9 and <= 11 ? 1.8 : 1;
        var until = new DateOnly(2023, 9, 23);
        var snapshots = new SimulatedSnapshots(800, 6) { Season = Season }.Every30Days(21, until);
        var later = new SimulatedSnapshots(2000, 7) { Season = Season }.Snapshot(until, until.AddDays(100));
        Assert.InRange(Bias(snapshots, until, later, adjusts: true), -.15, .15);
        Assert.True(Bias(snapshots, until, later, adjusts: false) < -.25);
    }

    [Theory]
    [InlineData(false, "the season of purchases")]
    [InlineData(true, "the season of turnover")]
    public void Learn_SeasonKnown_IsFollowedThoughNoSnapshotSawIt(bool fromTurnover, string rule)
    {
        var season = new PurchaseSeason { Factors = [.75, .75, .75, .75, .75, .75, .75, .75, 1.5, 1.5, 1.5, 1.5] };
        var until = new DateOnly(2022, 9, 1);
        var snapshots = Shop(1500, 19).Every30Days(6, until);
        var later = Shop(3000, 20).Snapshot(until, until.AddDays(100));
        Assert.InRange(Bias([.. snapshots, later], until, later, adjusts: true), -.12, .12);
        Assert.True(Bias([.. snapshots, later], until, later, adjusts: false) < -.35);
        var reason = new ValueLearner(Short).Learn([.. snapshots, later], until)!.Reasons[0];
        Assert.DoesNotContain("not known", reason, StringComparison.Ordinal);
        Assert.Contains(rule, reason, StringComparison.Ordinal);

        SimulatedSnapshots Shop(int customers, int seed) => new(customers, seed)
        {
            Season = date => season.MeanFactor(date, 90), KnownSeason = fromTurnover ? null : season, KnownTurnoverSeason = fromTurnover ? season : null,
        };
    }

    /// <summary>Trees that can tell the last windows from the others take their season for the customers', and foretell the next by it.</summary>
    [Theory]
    [InlineData("two_part")]
    [InlineData("tweedie")]
    [InlineData("ziln")]
    public void Learn_SeasonKnownAndDateShown_SeasonIsNotLearnedTwice(string method)
    {
        var season = new PurchaseSeason { Factors = [1.4, 1.4, 1.4, .6, .6, .6, .6, .6, 1.4, 1.4, 1.4, .6] };
        var until = new DateOnly(2022, 9, 1);
        var snapshots = Shop(1500, 41).Every30Days(6, until);
        var later = Shop(3000, 42).Snapshot(until, until.AddDays(100));

        var model = new ValueLearner(Short with { Method = method }).Learn([.. snapshots, later], until)!;

        double[] expected = [.. Enumerable.Range(0, 3000).Select(row => model.Predict(later.Features.Row(row))[0].Expected)];
        Assert.InRange(ValueMeasures.TotalBias([.. later.GrossSpend[90].Select(money => (double)money)], expected), -.12, .12);

        SimulatedSnapshots Shop(int customers, int seed) =>
            new(customers, seed) { Season = date => season.MeanFactor(date, 90), KnownSeason = season, ShowsTheDate = true };
    }

    /// <summary>Losses of amounts weigh large ones down: without a scale of their own, sums came out 2 to 9 % low.</summary>
    [Theory]
    [InlineData("two_part")]
    [InlineData("tweedie")]
    [InlineData("ziln")]
    [InlineData("btyd")]
    [InlineData("combined")]
    public void Learn_OneWindow_SumsUpToWhatCame(string method)
    {
        var until = Start.AddDays(90);
        var snapshots = new SimulatedSnapshots(1200, 33).Every30Days(1, until);
        var model = new ValueLearner(Short with { Method = method }).Learn(snapshots, until)!;
        double[] came = [.. snapshots[0].GrossSpend[90].Select(money => (double)money)];
        double[] foretold = [.. model.Predict(snapshots[0].Features, 1).Select(row => row.Values[0].Expected)];
        Assert.InRange(ValueMeasures.TotalBias(came, foretold), -1e-5, 1e-5);
    }

    [Fact]
    public void Learn_ManyRows_FitsMoreTrees()
    {
        var (few, many) = (new SimulatedSnapshots(19_000, 34).Every30Days(2, Start.AddDays(120)), new SimulatedSnapshots(21_000, 34).Every30Days(2, Start.AddDays(120)));
        Assert.Equal((300, 600), (RoundsOf(few), RoundsOf(many)));

        static int RoundsOf(IReadOnlyList<SnapshotTable> snapshots)
        {
            var counted = new CountedRounds();
            new ValueLearner(Short with { Method = "tweedie", ThreadCount = 2 }).Learn(snapshots, Start.AddDays(120), new FittedHeads(counted), default);
            return counted.Rounds;
        }
    }

    [Fact]
    public void FitsFor_SeveralDates_NamesEveryFitThatTheyMake()
    {
        var snapshots = new SimulatedSnapshots(400, 21).Every30Days(9, Start.AddDays(400));
        var (learner, counted) = (new ValueLearner(new ValueLearnerOptions { HorizonsDays = [90, 180], Method = "combined" }), new CountedRounds());
        var shared = new FittedHeads(counted);
        DateOnly[] dates = [Start.AddDays(210), Start.AddDays(300)];
        foreach (var date in dates) learner.Learn(snapshots, date, shared, default);
        var fits = dates.SelectMany(date => learner.FitsFor(snapshots, date)).Distinct();
        Assert.Equal(fits.Sum(fit => fit.Rounds) * ValueHeadsLearner.Ensembles, counted.Rounds);
    }

    /// <summary>On several threads parts are fitted before they are asked for: those, and no others.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("tweedie")]
    public void Learn_SeveralDatesOnThreeThreads_FitsTheSamePartsAsOnOne(string method)
    {
        var snapshots = new SimulatedSnapshots(400, 21).Every30Days(9, Start.AddDays(400));
        var (one, three) = (Learned(1), Learned(3));
        Assert.Equal(one.Models, three.Models);
        Assert.Equal(one.Rounds, three.Rounds);

        (string[] Models, int Rounds) Learned(int threads)
        {
            var (learner, counted) = (new ValueLearner(new ValueLearnerOptions { HorizonsDays = [90, 180], Method = method, ThreadCount = threads }), new CountedRounds());
            var shared = new FittedHeads(counted);
            var models = new[] { 300, 210 }.Select(days => Convert.ToHexString(Bytes(learner.Learn(snapshots, Start.AddDays(days), shared, default)!))).ToArray();
            return (models, counted.Rounds);
        }
    }

    [Fact]
    public void FitsFor_OriginsApart_LeavesOutTheCloserOnes()
    {
        var snapshots = new SimulatedSnapshots(50, 24).Every30Days(13, Start.AddDays(400));
        var fits = new ValueLearner(Short with { OriginSpacingDays = 90 }).FitsFor(snapshots, Start.AddDays(450));
        Assert.Equal([30, 120, 210, 300], fits.Select(fit => fit.Last.DayNumber - Start.DayNumber).Order());
    }

    [Fact]
    public void Learn_ShortHistory_ExtrapolatesAndSaysSo()
    {
        var until = Start.AddDays(130);
        var snapshots = new SimulatedSnapshots(600, 8).Every30Days(4, until);
        var model = new ValueLearner().Learn(snapshots, until)!;
        var values = model.Predict(snapshots[0].Features.Row(3));
        Assert.Equal([90, 180, 365], values.Select(value => value.Days));
        Assert.True(values[0].Expected < values[1].Expected && values[1].Expected < values[2].Expected);
        Assert.Contains("no window of 365 days", model.Reasons[2], StringComparison.Ordinal);
        Assert.Contains("less than a year", new ValueLearner().Learn(new SimulatedSnapshots(600, 8).Every30Days(8, until.AddDays(120)), until.AddDays(120))!.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Learn_YearThatNoEarlierOriginJudges_FollowsFromTheHalfYear()
    {
        var until = Start.AddDays(420);
        var snapshots = new SimulatedSnapshots(400, 26).Every30Days(14, until);
        Assert.Equal(2, ValueLabels.By(until, snapshots, 365, ValueTarget.GrossSpend).Count);
        Assert.StartsWith("365 days: no earlier origin judges windows of 365 days: the value of 180 days", new ValueLearner().Learn(snapshots, until)!.Reasons[2], StringComparison.Ordinal);
    }

    /// <summary>Every other customer pays once a year, seven to twelve months after the date: half a year says nothing of them.</summary>
    [Fact]
    public void Learn_HalfThePayersPayLateInTheYear_LearnsTheYear()
    {
        var until = Start.AddDays(420);
        var snapshots = new SimulatedSnapshots(400, 26).Every30Days(14, until);
        foreach (var table in snapshots)
        {
            for (var row = 0; row < table.Features.RowCount; row += 2) table.GrossSpend[90][row] = table.GrossSpend[180][row] = 0;
        }

        var labels = ValueLabels.By(until, snapshots, 365, ValueTarget.GrossSpend);
        var all = labels.Sum(window => window.Money.Sum());
        var late = labels.Sum(window => window.Money.Where((_, row) => row % 2 == 0 || window.Table.GrossSpend[180][row] == 0).Sum());
        Assert.Equal(late / all, ValueLabels.LateShare(labels, 180, ValueTarget.GrossSpend), 1e-5);
        Assert.DoesNotContain("the value of 180 days", new ValueLearner().Learn(snapshots, until)!.Reasons[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 300)]
    [InlineData(0.5, 100)]
    [InlineData(2.0, 900)]
    public void Learn_CustomersLeaveAtRatesByAGammaDistribution_GoesOnAsTheirSpendDoes(double shape, double days)
    {
        var snapshot = new SimulatedSnapshots(1, 25).Snapshot(Start, Start.AddDays(200));
        foreach (var horizon in new[] { 90, 180 }) snapshot.GrossSpend[horizon][0] = (float)Spend(horizon);
        var extrapolation = ValueExtrapolation.Learn([snapshot], Start.AddDays(200), null, 180, 365, 90, ValueTarget.GrossSpend);
        Assert.InRange(extrapolation.Ratio / (Spend(365) / Spend(180)), .97, 1.03);

        // Who leaves at the rate x is still there after t days with the probability e^(-xt); over a gamma distribution of x that is (1 + t / days)^-shape.
        double Spend(double until) => shape == 1 ? days * Math.Log(1 + (until / days)) : days / (1 - shape) * (Math.Pow(1 + (until / days), 1 - shape) - 1);
    }

    [Fact]
    public void Learn_YearNeverSeen_TakesTheSeasonOutOfTheHalfYear()
    {
        var season = new PurchaseSeason { Factors = [.75, .75, .75, .75, .75, .75, .75, .75, 1.5, 1.5, 1.5, 1.5] };
        var until = new DateOnly(2022, 8, 1);
        var snapshots = new SimulatedSnapshots(1000, 22) { OrderSeason = season, KnownSeason = season }.Every30Days(6, until);
        var later = new SimulatedSnapshots(2000, 23) { OrderSeason = season, KnownSeason = season }.Snapshot(until, until.AddDays(366));
        var values = new ValueLearner(new ValueLearnerOptions { Method = "two_part" }).Learn([.. snapshots, later], until)!.Predict(later.Features, 1);
        Assert.InRange(values.Sum(row => row.Values[1].Expected) / later.GrossSpend[180].Sum(), .88, 1.12);
        Assert.InRange(values.Sum(row => row.Values[2].Expected) / later.GrossSpend[365].Sum(), .88, 1.12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Learn_WindowThatTheModelsWereNotUpTo_DoesNotMoveWhatTheyForetell(int windows)
    {
        var until = Start.AddDays(90 + (30 * (windows - 1)));
        var snapshots = new SimulatedSnapshots(1000, 17).Every30Days(windows, until);
        for (var row = 0; row < 1000; row++) snapshots[0].Features.Values[(row * 4) + 3] /= 1000;
        var model = new ValueLearner(Short with { Method = "btyd" }).Learn(snapshots, until)!;
        var later = new SimulatedSnapshots(1000, 18).Snapshot(until, until.AddDays(100)).Features;
        var ratio = Enumerable.Range(0, 1000).Sum(row => model.Predict(later.Row(row))[0].Expected) / Enumerable.Range(0, 1000).Sum(row => later.Row(row)[3]);
        Assert.InRange(ratio, .8, 1.25);
    }

    [Fact]
    public void Learn_NothingOverByTheDate_IsAbsent() =>
        Assert.Null(new ValueLearner().Learn(new SimulatedSnapshots(50, 9).Every30Days(2, Start.AddDays(80)), Start.AddDays(80)));

    [Fact]
    public void Learn_WhatCameAfterTheDate_IsNotLookedAt()
    {
        var (known, all) = (new SimulatedSnapshots(400, 10).Every30Days(6, Start.AddDays(400)), new SimulatedSnapshots(400, 10).Every30Days(8, Start.AddDays(400)));
        foreach (var table in known.Where(table => table.AsOf.Date.AddDays(90) > Start.AddDays(150)))
        {
            table.GrossSpend[90].AsSpan().Fill(float.NaN);
            table.Churned.AsSpan().Fill(float.NaN);
        }

        Assert.Equal(Bytes(new ValueLearner(Short).Learn(known, Start.AddDays(150))!), Bytes(new ValueLearner(Short).Learn(all, Start.AddDays(150))!));
    }

    [Fact]
    public void Learn_PartsSharedWithAModelOfALaterDate_IsTheSameModel()
    {
        var snapshots = new SimulatedSnapshots(400, 15).Every30Days(8, Start.AddDays(400));
        var (early, late, shared) = (Start.AddDays(210), Start.AddDays(300), new FittedHeads());
        var last = Bytes(new ValueLearner(Short).Learn(snapshots, late, shared, default)!);
        Assert.Equal(Bytes(new ValueLearner(Short).Learn(snapshots, early)!), Bytes(new ValueLearner(Short).Learn(snapshots, early, shared, default)!));
        Assert.Equal(last, Bytes(new ValueLearner(Short).Learn(snapshots, late)!));
    }

    [Theory]
    [InlineData("two_part")]
    [InlineData("tweedie")]
    [InlineData("ziln")]
    [InlineData("btyd")]
    [InlineData("combined")]
    public void Learn_EachMethodByName_WritesAndReadsBackTheSameOnAnyThreads(string method)
    {
        var until = Start.AddDays(150);
        var snapshots = new SimulatedSnapshots(500, 11).Every30Days(3, until);
        var model = new ValueLearner(Short with { Method = method }).Learn(snapshots, until)!;
        Assert.Equal(method, model.Method);
        Assert.Equal(Bytes(model), Bytes(new ValueLearner(Short with { Method = method, ThreadCount = 2 }).Learn(snapshots, until)!));
        var read = ValueModel.Read(new MemoryStream(Bytes(model)), "value.model");
        Assert.Equal(model.Predict(snapshots[0].Features.Row(7)), read.Predict(snapshots[0].Features.Row(7)));
        Assert.Equal(Bytes(model), Bytes(read));
    }

    [Fact]
    public void Learn_OneOrNoBuyerAmongFew_StaysSane()
    {
        var until = Start.AddDays(200);
        foreach (var few in new[] { 1, 5, 40 })
        {
            var snapshots = new SimulatedSnapshots(few, 12).Every30Days(4, until);
            foreach (var table in snapshots) table.GrossSpend[90].AsSpan().Clear();
            var values = new ValueLearner().Learn(snapshots, until)!.Predict(snapshots[0].Features.Row(0));
            Assert.All(values, value => Assert.True(double.IsFinite(value.Expected) && value.Expected >= 0 && value.Low <= value.Expected && value.High >= value.Expected));
        }
    }

    [Fact]
    public void Predict_MissingAndExtremeFeatures_StaysSane()
    {
        var until = Start.AddDays(200);
        var model = new ValueLearner(Short with { Method = "combined" }).Learn(new SimulatedSnapshots(500, 13).Every30Days(4, until), until)!;
        foreach (var feature in new[] { float.NaN, float.MaxValue, -float.MaxValue, float.PositiveInfinity, 0 })
        {
            var value = model.Predict([feature, feature, feature, feature])[0];
            Assert.True(double.IsFinite(value.Expected) && value.Expected >= 0 && double.IsFinite(value.High) && value.Low >= 0);
        }
    }

    [Fact]
    public void MarginIfRetained_ChurnIsNoOrderWithinTheHorizon_DividesByTheProbabilityOfStaying()
    {
        var until = Start.AddDays(480);
        var model = new ValueLearner(Short).Learn(new SimulatedSnapshots(1000, 14).Every30Days(13, until), until)!;
        var later = new SimulatedSnapshots(3000, 15).Snapshot(until, until.AddDays(100));
        double sum = 0, actual = 0;
        for (var row = 0; row < 3000; row++)
        {
            if (later.Churned[row] == 1) continue;
            var features = later.Features.Row(row);
            sum += model.MarginIfRetained(features, Math.Exp(-90 * features[0]))!.Value;
            actual += later.Margin[90][row];
        }

        Assert.Equal(1, sum / actual, .1);
        Assert.Equal(.4, model.MarginShare!.Value, 1e-3);
        Assert.True(double.IsFinite(model.ExpectedIfRetained([.001f, 10, 0, 1], 1)));
    }

    [Fact]
    public void Read_DamagedFile_NamesIt()
    {
        var until = Start.AddDays(150);
        var bytes = Bytes(new ValueLearner(Short).Learn(new SimulatedSnapshots(300, 11).Every30Days(3, until), until)!);
        Assert.Throws<InvalidModelFileException>(() => ValueModel.Read(new MemoryStream(bytes[..^40]), "value.model"));
        bytes[0] ^= 1;
        Assert.Contains("value.model", Assert.Throws<InvalidModelFileException>(() => ValueModel.Read(new MemoryStream(bytes), "value.model")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_UnknownMethod_NamesTheKnownOnes() =>
        Assert.Contains("tweedie", Assert.Throws<ArgumentException>(() => new ValueLearner(new ValueLearnerOptions { Method = "magic" })).Message, StringComparison.Ordinal);

    private sealed class CountedRounds : IProgress<BoostingProgress>
    {
        private int _rounds;

        public int Rounds => _rounds;

        public void Report(BoostingProgress value) => Interlocked.Increment(ref _rounds);
    }

    private static ValueLearnerOptions Short { get; } = new() { HorizonsDays = [90] };

    private static double Bias(IReadOnlyList<ChurnPredict.Labels.SnapshotTable> snapshots, DateOnly until, ChurnPredict.Labels.SnapshotTable later, bool adjusts)
    {
        var model = new ValueLearner(Short with { Method = "tweedie", AdjustsLevel = adjusts }).Learn(snapshots, until)!;
        double[] expected = [.. Enumerable.Range(0, later.Features.RowCount).Select(row => model.Predict(later.Features.Row(row))[0].Expected)];
        return ValueMeasures.TotalBias([.. later.GrossSpend[90].Select(money => (double)money)], expected);
    }

    private static byte[] Bytes(ValueModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }
}
