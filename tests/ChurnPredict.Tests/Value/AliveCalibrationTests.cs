using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class AliveCalibrationTests
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    /// <summary>Some who had stopped are won back; that is no sign of having been alive.</summary>
    [Fact]
    public void Learn_SomeAreWonBack_StaysCloseToWhoIsAlive()
    {
        var story = new BetaGeometricNbd(.9, 4, .8, 2);
        var calibration = AliveCalibration.Learn([Window(story, 1, wonBack: .05), Window(story, 2, wonBack: .05)], PurchaseModelKind.MbgNbd);
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

    private static PurchaseWindow Window(PurchaseModel story, int seed, double wonBack = 0)
    {
        var (buyers, random) = (new SimulatedBuyers(story, 10_000, 13, seed), new Random(seed));
        for (var row = 0; row < buyers.Future.Length; row++)
        {
            if (!buyers.Alive[row] && random.NextDouble() < wonBack) buyers.Future[row] = 1;
        }

        return new PurchaseWindow(Start, Start.AddDays(91), 13, buyers.Summaries, buyers.Future, new double[buyers.Future.Length]);
    }

    private static double BinnedError(double[] predicted, bool[] alive)
    {
        var order = Enumerable.Range(0, predicted.Length).OrderBy(row => predicted[row]).ToArray();
        return order.Chunk(order.Length / 20).Average(rows => Math.Abs(rows.Average(row => predicted[row]) - rows.Average(row => alive[row] ? 1.0 : 0)));
    }
}
