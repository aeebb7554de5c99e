using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class SurvivalTests
{
    private static readonly DateOnly Start = SimulatedSnapshots.FirstDate;

    private readonly Lazy<SurvivalModel> _model = new(() =>
        new SurvivalLearner().Learn(new SimulatedSnapshots(1500, 1).Every30Days(8, Start.AddDays(400)), Start.AddDays(400))!);

    [Fact]
    public void Curve_KnownHazards_IsCalibratedAndNeverRises()
    {
        var later = new SimulatedSnapshots(2000, 2).Snapshot(Start.AddDays(400), Start.AddDays(800));
        var gaps = new List<double>();
        for (var row = 0; row < 2000; row++)
        {
            var curve = _model.Value.Curve(later.Features.Row(row));
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
        var rows = SurvivalRows.From([table], Start.AddDays(220), 100_000);
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
        var curves = Enumerable.Range(0, 2000).Select(row => _model.Value.Curve(later.Features.Row(row))).ToArray();
        var group = KaplanMeier.Of(times, events);
        foreach (var day in new[] { 30, 90, 200 })
        {
            var own = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, curve => curve.At(day)), day);
            var shared = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, _ => group.At(day)), day);
            Assert.True(own < .97 * shared);
        }

        Assert.True(SurvivalMeasures.Concordance(times, events, Array.ConvertAll(curves, curve => -curve.At(90))) > .65);
    }

    [Theory]
    [InlineData(.07, 90, false)]
    [InlineData(.999, 45, false)]
    [InlineData(.3, 365, true)]
    [InlineData(.02, 500, true)]
    public void ShiftToHorizon_AnyProbability_HoldsThere(double churn, int horizon, bool churnIsTheEvent)
    {
        var curve = _model.Value.Curve([.01f, 30, .5f, 20]).ShiftToHorizon(churn, horizon, churnIsTheEvent);
        var survival = churnIsTheEvent ? 1 - churn : churn;
        if (horizon <= 365) Assert.Equal(survival, curve.At(horizon), 1e-9);
        var points = curve.Points();
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.Second.Probability <= pair.First.Probability));
        Assert.All(points, point => Assert.InRange(point.Probability, 0, 1));
    }

    [Fact]
    public void NextOrder_LikelyAndUnlikelyBuyer_HasAnEndOrNone()
    {
        var asOf = new DateOnly(2024, 1, 1);
        var curve = _model.Value.Curve([.02f, 30, .5f, 50]);
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
            if (_model.Value.NextOrder(_model.Value.Curve(later.Features.Row(row)), default) is not { } next) continue;
            all++;
            var day = later.EventDays[row];
            if (day >= next.Low.DayNumber && (next.High is not { } high || day <= high.DayNumber)) inside++;
        }

        Assert.InRange(inside / (double)all, .76, .86);
    }

    [Fact]
    public void Learn_SameInputOnTwoThreads_GivesTheSameBytesAndReadsBack()
    {
        var snapshots = new SimulatedSnapshots(300, 5).Every30Days(4, Start.AddDays(200));
        var bytes = Bytes(new SurvivalLearner().Learn(snapshots, Start.AddDays(200))!);
        Assert.Equal(bytes, Bytes(new SurvivalLearner(new SurvivalLearnerOptions { ThreadCount = 2 }).Learn(snapshots, Start.AddDays(200))!));
        Assert.Equal(bytes, Bytes(SurvivalModel.Read(new MemoryStream(bytes), "survival.model")));
        Assert.Throws<InvalidModelFileException>(() => SurvivalModel.Read(new MemoryStream(bytes[..50]), "survival.model"));
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

    private static byte[] Bytes(SurvivalModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }
}
