using ChurnPredict.Value;
using MathNet.Numerics.LinearAlgebra;

namespace ChurnPredict.Tests.Value;

public sealed class PurchaseModelSimulationTests
{
    private const int Customers = 20_000;
    private const double HorizonWeeks = 26;

    private static readonly PurchaseModel[] Stories =
    [
        new ParetoNbd(.8, 8, .7, 12),
        new BetaGeometricNbd(.6, 5, .9, 2.5, 1, false),
        new BetaGeometricNbd(.9, 6, .8, 2, 1, true),
        new BetaGeometricNbd(1.2, 3, .7, 2.2, 3, true),
        new BetaGeometricNbd(1.1, 4, .8, 2.8, 2, false),
    ];

    [Theory]
    [InlineData(PurchaseModelKind.ParetoNbd, 0)]
    [InlineData(PurchaseModelKind.BgNbd, 1)]
    [InlineData(PurchaseModelKind.MbgNbd, 2)]
    [InlineData(PurchaseModelKind.MbgCnbdK, 3)]
    [InlineData(PurchaseModelKind.BgCnbdK, 4)]
    public void Fit_OnItsOwnStory_RecoversParametersWithinThreeStandardErrors(PurchaseModelKind kind, int story)
    {
        var groups = PurchaseGroups.From(new SimulatedBuyers(Stories[story], Customers, 0, 11).Summaries);
        var fitted = PurchaseModelFitter.Fit(kind, groups).Model;
        var truth = Stories[story].Parameters;
        Assert.Equal(truth.GetValueOrDefault("k", 1), fitted.Parameters.GetValueOrDefault("k", 1));
        var errors = StandardErrorsOfLogs(fitted, groups);
        foreach (var (index, name) in fitted.Parameters.Keys.Where(name => name != "k").Index())
            Assert.InRange(Math.Log(fitted.Parameters[name] / truth[name]), -3 * errors[index], 3 * errors[index]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void ExpectedPurchases_OnItsOwnStory_AddUpToWhatCame(int story)
    {
        var buyers = new SimulatedBuyers(Stories[story], Customers, HorizonWeeks, 12);
        foreach (var chosen in new Func<PurchaseSummary, bool>[] { _ => true, s => s.RepeatPurchases == 0, s => s.RepeatPurchases is > 0 and < 3, s => s.RepeatPurchases >= 3 })
        {
            var differences = Enumerable.Range(0, Customers).Where(customer => chosen(buyers.Summaries[customer]))
                .Select(customer => buyers.Future[customer] - Stories[story].ExpectedPurchases(buyers.Summaries[customer], HorizonWeeks)).ToArray();
            AssertMeanIsZero(differences);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Probabilities_OnTheirOwnStory_AreCalibrated(int story)
    {
        var buyers = new SimulatedBuyers(Stories[story], Customers, HorizonWeeks, 13);
        var alive = Array.ConvertAll(buyers.Summaries, Stories[story].ProbabilityAlive);
        var none = Array.ConvertAll(buyers.Summaries, summary => Stories[story].ProbabilityOfNoPurchase(summary, HorizonWeeks));
        for (var bin = 0; bin < 4; bin++)
        {
            AssertMeanIsZero([.. InBin(alive, bin).Select(customer => (buyers.Alive[customer] ? 1 : 0) - alive[customer])]);
            AssertMeanIsZero([.. InBin(none, bin).Select(customer => (buyers.Future[customer] == 0 ? 1 : 0) - none[customer])]);
        }
    }

    private static IEnumerable<int> InBin(double[] probabilities, int bin) =>
        Enumerable.Range(0, probabilities.Length).Where(customer => Math.Min(3, (int)(4 * probabilities[customer])) == bin);

    private static void AssertMeanIsZero(double[] differences)
    {
        if (differences.Length < 50) return;
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(value => (value - mean) * (value - mean))) / differences.Length;
        Assert.InRange(mean, -3.5 * error - 1e-9, 3.5 * error + 1e-9);
    }

    /// <summary>Square roots of the diagonal of the inverse of the observed information by ln parameters.</summary>
    private static double[] StandardErrorsOfLogs(PurchaseModel model, PurchaseGroups groups)
    {
        const double Step = 1e-3;
        var logs = model.Parameters.Where(parameter => parameter.Key != "k").Select(parameter => Math.Log(parameter.Value)).ToArray();
        double At(int i, double di, int j, double dj)
        {
            var moved = (double[])logs.Clone();
            moved[i] += di;
            moved[j] += dj;
            return WithParameters(model, Array.ConvertAll(moved, Math.Exp)).LogLikelihood(groups);
        }

        var information = Matrix<double>.Build.Dense(logs.Length, logs.Length, (i, j) =>
            -(At(i, Step, j, Step) - At(i, Step, j, -Step) - At(i, -Step, j, Step) + At(i, -Step, j, -Step)) / (4 * Step * Step));
        return [.. information.Inverse().Diagonal().Select(Math.Sqrt)];
    }

    private static PurchaseModel WithParameters(PurchaseModel model, double[] p) => model is BetaGeometricNbd betaGeometric
        ? betaGeometric with { R = p[0], Alpha = p[1], A = p[2], B = p[3] }
        : new ParetoNbd(p[0], p[1], p[2], p[3]);
}
