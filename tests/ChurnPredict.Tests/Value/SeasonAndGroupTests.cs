using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

public sealed class SeasonAndGroupTests
{
    private static readonly DateOnly Start = new(2022, 1, 1);

    [Fact]
    public void DaysBetween_AcrossMonths_AddsTheirFactors()
    {
        var season = PurchaseSeason.None with { Factors = [2, .5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] };
        Assert.Equal((2 * 2) + (28 * .5) + 3, season.DaysBetween(Day(new(2022, 1, 30)), Day(new(2022, 3, 4))));
        Assert.Equal(0, season.DaysBetween(5, 5));
        Assert.Equal(52 / 7.0, PurchaseSeason.WeeksBetween(null, new(2022, 1, 1), new(2022, 2, 22)), 1e-12);
    }

    [Fact]
    public void Learn_SeasonOfTheBase_IsRecoveredAndForetellsBetter()
    {
        using var source = Shop(months: 30, month => month is 11 or 12 ? 2.5 : .7);
        var (axis, until) = (new TimeAxis(), Start.AddMonths(22));
        var plain = PurchaseBase.Collect(source, axis.AsOf(until), axis.AsOf(until.AddDays(60)));
        var model = PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(plain.Summaries)).Model;
        var season = PurchaseSeason.Learn(source, axis.AsOf(until))!;
        Assert.Equal(1, season.Factors.Average(), 1e-9);
        Assert.InRange((season.Factors[10] + season.Factors[11]) / 2 / season.Factors.Take(10).Average(), 2.8, 4.3);
        var seasonal = PurchaseBase.Collect(source, axis.AsOf(until), null, new PurchaseBaseOptions { Season = season });
        var fitted = PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(seasonal.Summaries)).Model;
        var weeks = PurchaseSeason.WeeksBetween(season, until, until.AddDays(60));
        Assert.True(ValueMeasures.TotalBias(plain.HoldoutPurchases, Array.ConvertAll(plain.Summaries, summary => model.ExpectedPurchases(summary, 60 / 7.0))) < -.4);
        Assert.InRange(ValueMeasures.TotalBias(plain.HoldoutPurchases, Array.ConvertAll(seasonal.Summaries, summary => fitted.ExpectedPurchases(summary, weeks))), -.2, .2);
    }

    [Fact]
    public void Learn_LessThanAYear_HasNoSeason()
    {
        using var source = Shop(months: 12, _ => 1);
        Assert.Null(PurchaseSeason.Learn(source, new TimeAxis().AsOf(Start.AddMonths(11))));
    }

    [Fact]
    public void FitByGroup_TwoKindsOfBuyers_TellsThemApartAndPoolsTheFew()
    {
        var slow = new SimulatedBuyers(new BetaGeometricNbd(1, 20, .8, 3), 1500, 0, 1).Summaries;
        var fast = new SimulatedBuyers(new BetaGeometricNbd(2, 4, .5, 4), 1500, 0, 2).Summaries;
        string?[] groups = [.. slow.Select(_ => "slow"), .. fast.Select((_, customer) => customer < 1400 ? "fast" : customer < 1450 ? "few" : null)];
        PurchaseSummary[] all = [.. slow, .. fast];
        var grouped = GroupedPurchaseModel.Fit(PurchaseModelKind.MbgNbd, all, groups);
        Assert.Equal(["fast", "slow"], grouped.Groups.Keys);
        Assert.Same(grouped.Rest!.Model, grouped.Of("few"));
        Assert.Same(grouped.Rest.Model, grouped.Of(null));
        var customer = new PurchaseSummary(0, 0, 0);
        Assert.True(grouped.Of("fast").ExpectedPurchases(customer, 26) > 1.5 * grouped.Of("slow").ExpectedPurchases(customer, 26));
        Assert.True(grouped.LogLikelihood > 20 + PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(all)).LogLikelihood);
    }

    [Fact]
    public void Collect_PurchaseBeforeTheDateIngestedInTheHoldout_IsNoPurchaseOfTheHoldout()
    {
        var (builder, axis) = (new EventStoreBuilder(), new TimeAxis());
        long At(int days) => axis.AsOf(Start.AddDays(days)).Instant;
        builder.Add(new TransactionRow("c", At(5), 10)).Add(new TransactionRow("c", At(30), 20) { IngestedAt = At(50) });
        builder.Add(new TransactionRow("d", At(5), 10)).Add(new TransactionRow("d", At(54), 20)).Add(new TransactionRow("d", At(54), 5)).Add(new TransactionRow("d", At(70), 3));
        using var source = new InMemoryHistory(builder.Build());
        var customers = PurchaseBase.Collect(source, axis.AsOf(Start.AddDays(40)), axis.AsOf(Start.AddDays(80)));
        var (c, d) = (Array.IndexOf(customers.Ids, "c"), Array.IndexOf(customers.Ids, "d"));
        Assert.Equal((0, 0, double.PositiveInfinity), (customers.HoldoutPurchases[c], customers.HoldoutSpend[c], customers.HoldoutFirstWeeks[c]));
        Assert.Equal((2, 28, 2), (customers.HoldoutPurchases[d], customers.HoldoutSpend[d], customers.HoldoutFirstWeeks[d]));
    }

    [Fact]
    public void Contracts_OfAHistory_AreCountedByMonths()
    {
        var (builder, axis) = (new EventStoreBuilder(), new TimeAxis());
        long At(int days) => axis.AsOf(Start.AddDays(days)).Instant;
        builder.Add(new CustomerRow("ended") { SignedUpAt = At(0), CancelledAt = At(70) });
        builder.Add(new CustomerRow("ends later") { SignedUpAt = At(0), CancelledAt = At(200) });
        builder.Add(new CustomerRow("not yet") { SignedUpAt = At(150) });
        foreach (var id in new[] { "ended", "ends later", "not yet", "no row" }) builder.Add(new TransactionRow(id, At(id == "not yet" ? 160 : 5), 10));
        using var source = new InMemoryHistory(builder.Build());
        var lifetimes = ContractLifetimes.From(source, axis.AsOf(Start.AddDays(100)));
        Assert.Equal([0, 0, 1], lifetimes.Ended);
        Assert.Equal([0, 0, 0, 2], lifetimes.Running);
    }

    [Fact]
    public void Contracts_OfAFirstTransactionIngestedLater_BeginWithTheFirstKnown()
    {
        var (builder, axis) = (new EventStoreBuilder(), new TimeAxis());
        long At(int days) => axis.AsOf(Start.AddDays(days)).Instant;
        foreach (var id in new[] { "known by the second", "not known" }) builder.Add(new TransactionRow(id, At(5), 10) { IngestedAt = At(100) });
        builder.Add(new TransactionRow("known by the second", At(60), 10));
        using var source = new InMemoryHistory(builder.Build());
        var lifetimes = ContractLifetimes.From(source, axis.AsOf(Start.AddDays(100)));
        Assert.Equal([0, 1], lifetimes.Running);
        Assert.Empty(lifetimes.Ended);
    }

    [Theory]
    [InlineData(500, 14, true)]
    [InlineData(90, 14, false)]
    [InlineData(90, 25, true)]
    public void Fit_AYearAndMore_KnowsTheSeasonUnlessAllCustomersCameAtOnce(int cameWithinDays, int months, bool isKnown)
    {
        using var source = Shop(months: 25, month => month is 11 or 12 ? 2.5 : .7, cameWithinDays);
        var asOf = new TimeAxis().AsOf(Start.AddMonths(months));
        var reference = FeatureReferenceFitter.Fit(source, FeatureSchemaBuilder.Build(source, asOf), asOf, threadCount: 2);
        Assert.Equal(isKnown ? PurchaseSeason.Learn(source, asOf)!.Factors : null, reference.Season?.Factors);
    }

    private static InMemoryHistory Shop(int months, Func<int, double> season, int cameWithinDays = 500)
    {
        var (builder, axis, random) = (new EventStoreBuilder(), new TimeAxis(), new Random(3));
        for (var customer = 0; customer < 1200; customer++)
        {
            var (rate, stop) = (Gamma.Sample(random, 1.2, 40), .08);
            var end = Start.AddMonths(months);
            var day = Start.AddDays(random.Next(cameWithinDays));
            builder.Add(new TransactionRow($"c{customer}", axis.AsOf(day).Instant, 10));
            for (day = day.AddDays(1); day < end; day = day.AddDays(1))
            {
                if (random.NextDouble() >= rate * season(day.Month)) continue;
                builder.Add(new TransactionRow($"c{customer}", axis.AsOf(day).Instant, 10));
                if (random.NextDouble() < stop) break;
            }
        }

        return new InMemoryHistory(builder.Build());
    }

    private static long Day(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
