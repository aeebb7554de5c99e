using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class AliveCalibrationTests
{
    private const int Weeks = 26;

    private static readonly DateOnly Start = new(2024, 1, 1);

    /// <summary>Some who had stopped are won back; that is no sign of having been alive.</summary>
    [Fact]
    public void Learn_SomeAreWonBack_StaysCloseToWhoIsAlive()
    {
        var story = new BetaGeometricNbd(.9, 4, .8, 2);
        var calibration = AliveCalibration.Learn([Window(story, 1, .004), Window(story, 2, .004)], PurchaseModelKind.MbgNbd);
        var buyers = new SimulatedBuyers(story, 20_000, 0, 3);
        Assert.InRange(BinnedError(Array.ConvertAll(buyers.Summaries, summary => calibration.Probability(story, summary)), buyers.Alive), 0, .03);
    }

    [Fact]
    public void Learn_ModelOfTheOwnStory_ChangesLittle()
    {
        var story = new BetaGeometricNbd(.9, 4, .8, 2);
        var calibration = AliveCalibration.Learn([Window(story, 4), Window(story, 5)], PurchaseModelKind.MbgNbd);
        var buyers = new SimulatedBuyers(story, 5000, 0, 6);
        var differences = buyers.Summaries.Select(summary => calibration.Probability(story, summary) - story.ProbabilityAlive(summary)).ToArray();
        Assert.InRange(differences.Average(), -.03, .03);
        Assert.InRange(differences.Average(Math.Abs), 0, .05);
    }

    [Fact]
    public void Learn_TooFewOrACertainModel_LeavesItOrRefuses()
    {
        Assert.Equal(AliveCalibration.Identity, AliveCalibration.Learn([], PurchaseModelKind.MbgNbd));
        Assert.Throws<ArgumentException>(() => AliveCalibration.Learn([], PurchaseModelKind.BgNbd));
        var model = new BetaGeometricNbd(.9, 4, .8, 2);
        foreach (var customer in new PurchaseSummary[] { new(0, 0, 0), new(0, 0, 500), new(100_000, 52, 52), new(3, 1, 5000) })
            Assert.Equal(model.ProbabilityAlive(customer), AliveCalibration.Identity.Probability(model, customer), 1e-5);
    }

    /// <summary>Those who had lately stopped are won back six times as often as those silent for long: one rate for all would take them for
    /// alive.</summary>
    [Fact]
    public void Learn_LatelyStoppedAreWonBackMore_StaysCloseToWhoIsAlive()
    {
        var story = new BetaGeometricNbd(.9, 4, .8, 2);
        PurchaseWindow[] windows = [Window(story, 7, .01, fading: 4), Window(story, 8, .01, fading: 4)];
        var calibration = AliveCalibration.Learn(windows, PurchaseModelKind.MbgNbd);
        var buyers = new SimulatedBuyers(story, 20_000, 0, 9);
        var alive = Array.ConvertAll(buyers.Summaries, summary => calibration.Probability(story, summary));
        Assert.InRange(alive.Average() - buyers.Alive.Average(isAlive => isAlive ? 1.0 : 0), -.015, .015);
        Assert.InRange(BinnedError(alive, buyers.Alive), 0, .025);
    }

    /// <summary>Frequent buyers who stay and seldom ones who leave, whom a model of one kind of customer holds for alive too often.</summary>
    [Fact]
    public void Learn_RatesAndLeavingGoTogether_ComesCloserToWhoIsAlive()
    {
        PurchaseModel[] stories = [new BetaGeometricNbd(3, 3, 1, 12), new BetaGeometricNbd(3, 24, 3, 4)];
        PurchaseWindow[] windows = [.. new[] { 10, 20 }.Select(seed => Joined(Window(stories[0], seed, .004), Window(stories[1], seed + 1, .004)))];
        var calibration = AliveCalibration.Learn(windows, PurchaseModelKind.MbgNbd);
        var buyers = stories.Select((story, index) => new SimulatedBuyers(story, 20_000, 0, 30 + index)).ToArray();
        PurchaseSummary[] summaries = [.. buyers.SelectMany(group => group.Summaries)];
        bool[] alive = [.. buyers.SelectMany(group => group.Alive)];
        var model = PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(summaries)).Model;
        var own = BinnedError(Array.ConvertAll(summaries, model.ProbabilityAlive), alive);
        var calibrated = BinnedError(Array.ConvertAll(summaries, summary => calibration.Probability(model, summary)), alive);
        Assert.True(calibrated < .6 * own, $"off by {calibrated:0.0000}, the model alone by {own:0.0000}");
    }

    private static PurchaseWindow Joined(PurchaseWindow first, PurchaseWindow second) => first with
    {
        Summaries = [.. first.Summaries, .. second.Summaries],
        Purchases = [.. first.Purchases, .. second.Purchases],
        Spend = [.. first.Spend, .. second.Spend],
        FirstWeeks = [.. first.FirstWeeks, .. second.FirstWeeks],
    };

    [Fact]
    public void Likelihood_AnyParameters_IsTheMixtureAndItsGradientAgreesWithDifferences()
    {
        double[] parameters = [.8, 1.1, 1.3, 1.2, 2, 1.5];
        var model = new BetaGeometricNbd(.9, 4, .8, 2);
        foreach (var (weeks, summary) in new[] { (3.0, new PurchaseSummary(2, 10, 30)), (0, new(0, 0, 12)), (double.PositiveInfinity, new(5, 20, 60)) })
        {
            var likelihood = new AliveLikelihood([AliveRow.From(model, summary, weeks, 26)]);
            var gradient = new double[6];
            Assert.Equal(Math.Log(Mixture(model, summary, weeks, 26, parameters)), likelihood.At(parameters).Sum(0, 1, new double[6]), 1e-9);
            likelihood.At(parameters).Sum(0, likelihood.GroupCount, gradient);
            for (var index = 0; index < parameters.Length; index++)
            {
                const double Step = 1e-6;
                double[] more = [.. parameters], less = [.. parameters], unused = new double[6];
                (more[index], less[index]) = (more[index] + Step, less[index] - Step);
                var difference = (likelihood.At(more).Sum(0, likelihood.GroupCount, unused) - likelihood.At(less).Sum(0, likelihood.GroupCount, unused)) / (2 * Step);
                Assert.Equal(difference, gradient[index], 1e-6 * Math.Max(1, Math.Abs(difference)));
            }
        }
    }

    private static double Mixture(BetaGeometricNbd model, PurchaseSummary summary, double first, double window, double[] parameters)
    {
        var odds = model.ProbabilityAlive(summary) / (1 - model.ProbabilityAlive(summary));
        var mixed = parameters[0] * Math.Pow(odds, parameters[1]) * Math.Pow(1 + summary.RepeatPurchases, Math.Log(parameters[2]));
        var alive = mixed / (1 + mixed);
        var rate = .015 * parameters[4] / (1 + parameters[4]) * Math.Exp(-parameters[5] * (summary.AgeWeeks - summary.RecencyWeeks) * 7 / 365.25);
        double Silent(double weeks) =>
            (alive * Math.Pow((model.Alpha + summary.AgeWeeks) / (model.Alpha + summary.AgeWeeks + weeks), parameters[3] * (model.R + summary.RepeatPurchases)))
            + ((1 - alive) * Math.Exp(-rate * weeks));
        return double.IsFinite(first) ? Silent(first) - Silent(first + (1 / 7.0)) : Silent(window);
    }

    private static PurchaseWindow Window(PurchaseModel story, int seed, double wonBackPerWeek = 0, double fading = 0)
    {
        var (buyers, random) = (new SimulatedBuyers(story, 10_000, Weeks, seed), new Random(seed));
        for (var row = 0; row < buyers.Future.Length; row++)
        {
            var silentYears = (buyers.Summaries[row].AgeWeeks - buyers.Summaries[row].RecencyWeeks) * 7 / 365.25;
            var wonBack = -Math.Log(1 - random.NextDouble()) / (wonBackPerWeek * Math.Exp(-fading * silentYears));
            if (!buyers.Alive[row] && wonBack < Weeks) (buyers.Future[row], buyers.FirstWeeks[row]) = (1, wonBack);
        }

        var firstDays = Array.ConvertAll(buyers.FirstWeeks, weeks => Math.Floor(weeks * 7) / 7);
        return new PurchaseWindow(Start, Start.AddDays(7 * Weeks), Weeks, buyers.Summaries, buyers.Future, new double[buyers.Future.Length], firstDays);
    }

    private static double BinnedError(double[] predicted, bool[] alive)
    {
        var order = Enumerable.Range(0, predicted.Length).OrderBy(row => predicted[row]).ToArray();
        return order.Chunk(order.Length / 20).Average(rows => Math.Abs(rows.Average(row => predicted[row]) - rows.Average(row => alive[row] ? 1.0 : 0)));
    }
}
