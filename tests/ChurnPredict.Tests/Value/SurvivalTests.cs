using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class SurvivalTests
{
    private static readonly DateOnly Start = SimulatedSnapshots.FirstDate;

    private readonly PurchaseSeason _unsteady = PurchaseSeason.None with { Factors = [3, .5, .5, .5, .5, .5, .5, .5, .5, 1, 2, 2] };

    private readonly Lazy<SurvivalModel> _model = new(() =>
        new SurvivalLearner().Learn(new SimulatedSnapshots(1500, 1).Every30Days(8, Start.AddDays(400)), Start.AddDays(400))!);

    [Fact]
    public void Curve_KnownHazards_IsCalibratedAndNeverRises()
    {
        var later = new SimulatedSnapshots(2000, 2).Snapshot(Start.AddDays(400), Start.AddDays(800));
        var gaps = new List<double>();
        for (var row = 0; row < 2000; row++)
        {
            var curve = _model.Value.Curve(later.Features.Row(row), later.AsOf.Date);
            var points = curve.Points();
            Assert.True(points.Zip(points.Skip(1)).All(pair => pair.Second.Probability <= pair.First.Probability));
            gaps.Add(curve.At(90) - Math.Exp(-90 * later.Features.Row(row)[0]));
        }

        Assert.InRange(gaps.Average(), -.03, .03);
        Assert.InRange(gaps.Average(Math.Abs), 0, .08);
    }

    [Fact]
    public void From_PeriodNotObservedToItsEnd_CountsForNobody()
    {
        var table = new SimulatedSnapshots(500, 4).Snapshot(Start, Start.AddDays(220));
        var rows = SurvivalRows.From([table], Start.AddDays(220), null, 100_000);
        var last = Enumerable.Range(0, SurvivalPeriods.Count).Last(period => SurvivalPeriods.EndDays[period] <= 220);
        var periods = Enumerable.Range(0, rows.Labels.Length).Select(row => (int)rows.Features.Row(row)[^1]).ToArray();
        Assert.Contains(table.EventDays, days => days >= SurvivalPeriods.EndDays[last] && days < 220);
        Assert.Equal(last, periods.Max());
        Assert.Equal(table.EventDays.Count(days => days >= SurvivalPeriods.StartDays(last)), periods.Count(period => period == last));
        Assert.Equal(table.EventDays.Count(days => days < SurvivalPeriods.EndDays[last]), rows.Labels.Count(label => label > 0));
    }

    [Fact]
    public void Curve_OnLaterCustomers_BeatsKaplanMeierAndRanks()
    {
        var later = new SimulatedSnapshots(2000, 3).Snapshot(Start.AddDays(400), Start.AddDays(700));
        double[] times = [.. later.EventDays.Select(days => (double)Math.Min(days, later.ObservedDays))];
        bool[] events = [.. later.EventDays.Select(days => days < later.ObservedDays)];
        var curves = Enumerable.Range(0, 2000).Select(row => _model.Value.Curve(later.Features.Row(row), later.AsOf.Date)).ToArray();
        var group = KaplanMeier.Of(times, events);
        foreach (var day in new[] { 30, 90, 200 })
        {
            var own = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, curve => curve.At(day)), day);
            var shared = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, _ => group.At(day)), day);
            Assert.True(own < .97 * shared);
        }

        Assert.True(SurvivalMeasures.Concordance(times, events, Array.ConvertAll(curves, curve => -curve.At(90))) > .65);
    }

    [Fact]
    public void Curve_SomeHaveLeft_CorrectedOnManyRows_AgreesWithTheTruth()
    {
        var date = Start.AddDays(400);
        var snapshots = new SimulatedSnapshots(4000, 7) { SomeHaveLeft = true }.Every30Days(8, date);
        var later = new SimulatedSnapshots(3000, 8) { SomeHaveLeft = true }.Snapshot(date, date.AddDays(1));
        var model = new SurvivalLearner().Learn(snapshots, date)!;
        var row = later.Features.Row(0);
        Assert.NotEqual(model.Curve(row, date).At(90), model.With(null).Curve(row, date).At(90));
        Assert.InRange(BinnedError(model, later), 0, .02);
    }

    [Fact]
    public void Learn_KnownSurfaceAndLevels_AreRecovered()
    {
        var random = new Random(9);
        var known = new SurvivalCorrection(.3, [.8, .4, -.1, .05, -.3, .2, .1, -.02, -.05, -.02], [0, 0, 0, 0, .2, -.2, .3, .3, -.4, -.5], -4, 2);
        var (values, labels, hazards) = (new List<float>(), new List<float>(), new double[SurvivalPeriods.Count]);
        for (var customer = 0; customer < 80_000; customer++)
        {
            var raw = (float)(-4 + (5 * random.NextDouble()));
            Array.Fill(hazards, raw);
            known.Apply(hazards);
            for (var period = 0; period < hazards.Length; period++)
            {
                values.AddRange([raw, period]);
                labels.Add(random.NextDouble() < 1 / (1 + Math.Exp(-hazards[period])) ? 1 : 0);
            }
        }

        var rows = new SurvivalRows(new FeatureMatrix([.. values], labels.Count, 2, [new("raw"), new("survival_period")]), [.. labels]);
        var found = SurvivalCorrection.Learn(rows, (row, scores) => scores.Fill(row[0]));
        foreach (var raw in new[] { -3.5, -2, 0 })
        {
            double[] expected = [.. Enumerable.Repeat(raw, hazards.Length)], actual = [.. expected];
            known.Apply(expected);
            found.Apply(actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, .15));
        }
    }

    /// <summary>A cubic goes anywhere outside what it was learned on: beyond it hazards still rise with those of the trees.</summary>
    [Fact]
    public void Apply_OutsideOfWhatWasLearned_KeepsTheOrderOfHazards()
    {
        var correction = new SurvivalCorrection(.3, [.8, .4, -.3, -.2, -.3, .2, -.3, -.2, -.05, .1], new double[SurvivalPeriods.Count], -2, 1);
        foreach (var (low, high) in new[] { (-9.0, -8.0), (-8, -7), (1, 2), (2, 4) })
        {
            double[] first = [.. Enumerable.Repeat(low, SurvivalPeriods.Count)], second = [.. Enumerable.Repeat(high, SurvivalPeriods.Count)];
            correction.Apply(first);
            correction.Apply(second);
            Assert.All(first.Zip(second), pair => Assert.Equal(.8 * (high - low), pair.Second - pair.First, 1e-9));
        }
    }

    [Theory]
    [InlineData(.07, 90, false)]
    [InlineData(.999, 45, false)]
    [InlineData(.3, 365, true)]
    [InlineData(.02, 500, true)]
    public void ShiftToHorizon_AnyProbability_HoldsThere(double churn, int horizon, bool churnIsTheEvent)
    {
        var curve = _model.Value.Curve([.01f, 30, .5f, 20], Start).ShiftToHorizon(churn, horizon, churnIsTheEvent);
        var survival = churnIsTheEvent ? 1 - churn : churn;
        if (horizon <= 365) Assert.Equal(survival, curve.At(horizon), 1e-9);
        var points = curve.Points();
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.Second.Probability <= pair.First.Probability));
        Assert.All(points, point => Assert.InRange(point.Probability, 0, 1));
    }

    [Fact]
    public void ShiftToHorizon_CancellationsBehindTheHorizon_KeepTheirHazards()
    {
        var own = _model.Value.Curve([.01f, 30, .5f, 20], Start);
        var horizon = SurvivalPeriods.EndDays[3];
        var shifted = own.ShiftToHorizon(.07, horizon, churnIsTheEvent: true);
        foreach (var days in new[] { 120, 240, 365 }) Assert.Equal(own.At(days) / own.At(horizon), shifted.At(days) / shifted.At(horizon), 1e-9);
    }

    [Theory]
    [InlineData(.07)]
    [InlineData(.9)]
    public void ShiftToHorizon_BehindTheHorizon_ScalesHazardsByTheRoot(double churn)
    {
        var own = _model.Value.Curve([.01f, 30, .5f, 20], Start);
        var shifted = own.ShiftToHorizon(churn, SurvivalPeriods.EndDays[3]);
        var horizon = SurvivalPeriods.EndDays[3];
        var power = Math.Log(churn) / Math.Log(own.At(horizon));
        foreach (var days in new[] { 15, 60, horizon }) Assert.Equal(Math.Pow(own.At(days), power), shifted.At(days), 1e-9);
        foreach (var days in new[] { horizon + 1, horizon + 100, 365 })
            Assert.Equal(Math.Pow(own.At(days) / own.At(horizon), Math.Sqrt(power)), shifted.At(days) / shifted.At(horizon), 1e-9);
    }

    [Fact]
    public void NextOrder_LikelyAndUnlikelyBuyer_HasAnEndOrNone()
    {
        var asOf = new DateOnly(2024, 1, 1);
        var curve = _model.Value.Curve([.02f, 30, .5f, 50], Start);
        var soon = _model.Value.NextOrder(curve.ShiftToHorizon(.02, 90), asOf)!.Value;
        Assert.True(asOf <= soon.Low && soon.Low <= soon.Date && soon.Date <= soon.High);
        var perhaps = _model.Value.NextOrder(curve.ShiftToHorizon(.75, 90), asOf)!.Value;
        Assert.Null(perhaps.High);
        Assert.Null(_model.Value.NextOrder(curve.ShiftToHorizon(.97, 90), asOf));
        Assert.Null(curve.ShiftToHorizon(.97, 90).MedianDays());
    }

    [Fact]
    public void NextOrder_Intervals_HoldEightyPercentOfLaterOrders()
    {
        var later = new SimulatedSnapshots(3000, 4).Snapshot(Start.AddDays(400), Start.AddDays(800));
        var (inside, all) = (0, 0);
        for (var row = 0; row < 3000; row++)
        {
            if (_model.Value.NextOrder(_model.Value.Curve(later.Features.Row(row), later.AsOf.Date), default) is not { } next) continue;
            all++;
            var day = later.EventDays[row];
            if (day >= next.Low.DayNumber && (next.High is not { } high || day <= high.DayNumber)) inside++;
        }

        Assert.InRange(inside / (double)all, .76, .86);
    }

    [Fact]
    public void Curve_BeforeAChristmasThatWasNotLearnedFrom_KnowsItFromTheSeason()
    {
        var christmas = PurchaseSeason.None with { Factors = [.8, .8, .8, .8, .8, .8, .8, .8, .8, .8, 2, 2] };
        var date = new DateOnly(2022, 11, 5);
        var later = new SimulatedSnapshots(2000, 6) { OrderSeason = christmas }.Snapshot(date, date.AddDays(200));
        var gaps = new[] { christmas, null }.Select(known =>
        {
            var snapshots = new SimulatedSnapshots(1500, 5) { OrderSeason = christmas, KnownSeason = known }.Every30Days(8, new DateOnly(2022, 11, 1));
            var model = new SurvivalLearner().Learn(snapshots, new DateOnly(2022, 11, 1))!;
            return Enumerable.Range(0, 2000).Average(row => model.Curve(later.Features.Row(row), date).At(40) - Math.Exp(-80 * later.Features.Row(row)[0]));
        }).ToArray();
        Assert.InRange(gaps[0], -.03, .03);
        Assert.InRange(gaps[1], .1, .4);
    }

    [Fact]
    public void Read_FileWithoutSeason_RunsInPlainDays()
    {
        var snapshots = new SimulatedSnapshots(300, 5) { KnownSeason = _unsteady }.Every30Days(4, Start.AddDays(200));
        var (settings, trees) = ModelPackage.Read<Dictionary<string, object>>(new MemoryStream(Bytes(new SurvivalLearner().Learn(snapshots, Start.AddDays(200))!)), "CPSURV01", "survival.model");
        Assert.True(settings.Remove("season"));
        using var stream = new MemoryStream();
        ModelPackage.Write(stream, "CPSURV01", settings, trees);
        stream.Position = 0;
        var model = SurvivalModel.Read(stream, "survival.model");
        Assert.Null(model.Season);
        Assert.Equal(model.Curve([.02f, 30, .5f, 50], Start).At(30), model.Curve([.02f, 30, .5f, 50], Start.AddDays(60)).At(30));
    }

    [Fact]
    public void Read_SeasonOfElevenMonths_IsRefused() =>
        AssertRefused("season", new { Factors = Enumerable.Repeat(1.0, 11) }, "twelve");

    [Fact]
    public void Read_CorrectionWithoutLevels_IsRefused() =>
        AssertRefused("correction", new { Intercept = 0.1, Weights = new double[10] }, "found a correction of 10 weights and 0 levels, expected 10 and 10 finite ones");

    private void AssertRefused(string name, object value, string message)
    {
        var (settings, trees) = ModelPackage.Read<Dictionary<string, object>>(new MemoryStream(Bytes(_model.Value)), "CPSURV01", "survival.model");
        settings[name] = value;
        using var stream = new MemoryStream();
        ModelPackage.Write(stream, "CPSURV01", settings, trees);
        stream.Position = 0;
        Assert.Contains(message, Assert.Throws<InvalidModelFileException>(() => SurvivalModel.Read(stream, "survival.model")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17.25)]
    [InlineData(365)]
    [InlineData(410)]
    public void ToSeasonal_AnyDay_AddsUpDaysAndReturns(double days)
    {
        var season = PurchaseSeason.None with { Factors = [.6, .7, .8, .9, 1, 1.1, 1.2, 1.3, 1.4, .9, 1, 2] };
        var clock = SurvivalClock.Of(season, new DateOnly(2023, 12, 20));
        var epoch = new DateOnly(2023, 12, 20).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var whole = (int)Math.Min(days, 400);
        var elapsed = season.DaysBetween(epoch, epoch + whole);
        var expected = days > 400 ? elapsed + days - 400 : elapsed + ((days - whole) * season.DaysBetween(epoch + whole, epoch + whole + 1));
        Assert.Equal(expected, clock.ToSeasonal(days), 1e-9);
        Assert.Equal(days, clock.ToCalendar(expected), 1e-9);
        Assert.Equal(days, SurvivalClock.Of(null, default).ToSeasonal(days));
        Assert.Equal(double.PositiveInfinity, clock.ToSeasonal(double.PositiveInfinity));
    }

    [Fact]
    public void Learn_SameInputOnTwoThreads_GivesTheSameBytesAndReadsBack()
    {
        var snapshots = new SimulatedSnapshots(300, 5) { KnownSeason = _unsteady }.Every30Days(4, Start.AddDays(200));
        var bytes = Bytes(new SurvivalLearner().Learn(snapshots, Start.AddDays(200))!);
        Assert.Equal(bytes, Bytes(new SurvivalLearner(new SurvivalLearnerOptions { ThreadCount = 2 }).Learn(snapshots, Start.AddDays(200))!));
        Assert.Equal(bytes, Bytes(SurvivalModel.Read(new MemoryStream(bytes), "survival.model")));
        Assert.Throws<InvalidModelFileException>(() => SurvivalModel.Read(new MemoryStream(bytes[..50]), "survival.model"));
    }

    [Fact]
    public void Learn_CurvesLearnedBefore_GivesTheBytesOfThoseLearnedAnew()
    {
        var snapshots = new SimulatedSnapshots(300, 5) { KnownSeason = _unsteady }.Every30Days(4, Start.AddDays(200));
        var (learner, fitted) = (new SurvivalLearner(), new FittedCurves());
        foreach (var snapshot in snapshots) learner.LearnCurves(snapshots, snapshot.AsOf.Date, fitted, default);
        Assert.Equal(Bytes(learner.Learn(snapshots, Start.AddDays(200))!), Bytes(learner.Learn(snapshots, Start.AddDays(200), fitted, default)!));
    }

    [Fact]
    public void Learn_TooLittleObserved_IsAbsent()
    {
        var snapshots = new SimulatedSnapshots(10, 5).Every30Days(2, Start.AddDays(70));
        Assert.Null(new SurvivalLearner().Learn(snapshots, Start.AddDays(70)));
        Assert.Null(new SurvivalLearner().Learn([], Start));
    }

    [Fact]
    public void KaplanMeier_TextbookCase_AsByHand()
    {
        var curve = KaplanMeier.Of([1, 2, 2, 3, 4], [true, false, true, true, false]);
        Assert.Equal(.8, curve.At(1), 1e-12);
        Assert.Equal(.6, curve.At(2), 1e-12);
        Assert.Equal(.3, curve.At(9), 1e-12);
        Assert.Equal((1.0, .8), (curve.Before(1), curve.Before(2)));
        Assert.Equal(3, curve.TimeWhen(.5));
        Assert.Null(curve.TimeWhen(.2));
    }

    [Fact]
    public void Concordance_AgainstAllPairs_IsTheSame()
    {
        var random = new Random(6);
        double[] times = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(40))];
        double[] risk = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(15))];
        bool[] events = [.. Enumerable.Range(0, 200).Select(_ => random.Next(3) > 0)];
        double concordant = 0, pairs = 0;
        for (var i = 0; i < 200; i++)
        {
            for (var j = 0; j < 200; j++)
            {
                if (!events[i] || !(times[j] > times[i] || (times[j] == times[i] && !events[j]))) continue;
                pairs++;
                concordant += risk[i] > risk[j] ? 1 : risk[i] == risk[j] ? .5 : 0;
            }
        }

        Assert.Equal(concordant / pairs, SurvivalMeasures.Concordance(times, events, risk), 1e-12);
    }

    [Fact]
    public void BrierAt_WithoutCensoring_IsTheMeanSquare()
    {
        double[] times = [1, 2, 3, 4];
        double[] survival = [.2, .4, .6, .9];
        Assert.Equal((.04 + .16 + .16 + .01) / 4, SurvivalMeasures.BrierAt(times, [true, true, true, true], survival, 2.5), 1e-12);
    }

    /// <summary>|mean foretold − mean true| over ten bins of customers of whom the share of the third feature has left, on average.</summary>
    private static double BinnedError(SurvivalModel model, SnapshotTable table) => new[] { 60, 180, 365 }.Average(days => Enumerable.Range(0, table.Features.RowCount)
        .Select(row => (Foretold: model.Curve(table.Features.Row(row), table.AsOf.Date).At(days), Row: table.Features.Row(row).ToArray()))
        .Select(pair => (pair.Foretold, True: pair.Row[2] + ((1 - pair.Row[2]) * Math.Exp(-days * pair.Row[0]))))
        .OrderBy(pair => pair.Foretold).Chunk(table.Features.RowCount / 10).Average(bin => Math.Abs(bin.Average(pair => pair.Foretold - pair.True))));

    private static byte[] Bytes(SurvivalModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }
}
