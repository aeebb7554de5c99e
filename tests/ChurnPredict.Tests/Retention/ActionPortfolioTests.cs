using ChurnPredict.Retention;

namespace ChurnPredict.Tests.Retention;

public class ActionPortfolioTests
{
    [Fact]
    public void Choose_OfManySmallProblems_ComesNearTheBestChoiceAndKeepsTheLimits()
    {
        var (reached, best) = (0.0, 0.0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var candidates = Candidates(random, customers: 5, actions: 3);
            var limits = new PortfolioLimits
            {
                Budget = random.Next(3) == 0 ? null : random.NextDouble() * 12,
                Capacities = random.Next(3) == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["phone"] = random.Next(3) },
            };

            var chosen = ActionPortfolio.Choose(candidates, limits);

            Assert.True(Keeps(chosen, limits));
            reached += chosen.Sum(candidate => candidate.NetValue);
            best += Best(candidates, limits, 0, []);
        }

        Assert.InRange(reached / best, 0.97, 1.0 + 1e-9);
    }

    [Fact]
    public void Choose_WithoutLimits_GivesEachCustomerTheirBestAction()
    {
        var candidates = Candidates(new Random(1), customers: 20, actions: 4);

        var chosen = ActionPortfolio.Choose(candidates, new PortfolioLimits());

        var expected = candidates.GroupBy(candidate => candidate.Customer).Select(group => group.MaxBy(candidate => candidate.NetValue)).Where(candidate => candidate.NetValue > 0);
        Assert.Equal(expected, chosen);
    }

    [Fact]
    public void Choose_OfShuffledCandidates_IsTheSame()
    {
        var candidates = Candidates(new Random(2), customers: 50, actions: 3);
        var limits = new PortfolioLimits { Budget = 20, Capacities = new Dictionary<string, int> { ["email"] = 10 } };
        var shuffled = candidates.ToArray();
        new Random(3).Shuffle(shuffled);

        Assert.Equal(ActionPortfolio.Choose(candidates, limits), ActionPortfolio.Choose(shuffled, limits));
    }

    [Fact]
    public void Choose_OfWhatDoesNotPay_TakesNothing() =>
        Assert.Empty(ActionPortfolio.Choose([new PortfolioCandidate(1, 1, "email", -1, 0), new PortfolioCandidate(2, 1, "email", 0, 0)], new PortfolioLimits()));

    private static PortfolioCandidate[] Candidates(Random random, int customers, int actions) =>
    [
        .. from customer in Enumerable.Range(0, customers)
           from action in Enumerable.Range(0, actions)
           select new PortfolioCandidate(customer, action, action % 2 == 0 ? "email" : "phone", (random.NextDouble() * 10) - 2, random.NextDouble() * 5),
    ];

    private static bool Keeps(IReadOnlyCollection<PortfolioCandidate> chosen, PortfolioLimits limits) =>
        !(chosen.Sum(candidate => candidate.ExpectedCost) > limits.Budget + 1e-9)
        && limits.Capacities.All(limit => chosen.Count(candidate => candidate.Channel == limit.Key) <= limit.Value)
        && chosen.Select(candidate => candidate.Customer).Distinct().Count() == chosen.Count;

    /// <summary>The best choice by trying all of them.</summary>
    private static double Best(PortfolioCandidate[] candidates, PortfolioLimits limits, int customer, List<PortfolioCandidate> chosen)
    {
        if (!Keeps(chosen, limits)) return double.NegativeInfinity;
        if (customer > candidates.Max(candidate => candidate.Customer)) return chosen.Sum(candidate => candidate.NetValue);
        var best = Best(candidates, limits, customer + 1, chosen);
        foreach (var candidate in candidates.Where(candidate => candidate.Customer == customer))
        {
            chosen.Add(candidate);
            best = Math.Max(best, Best(candidates, limits, customer + 1, chosen));
            chosen.RemoveAt(chosen.Count - 1);
        }

        return best;
    }
}
