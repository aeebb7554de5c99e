using ChurnPredict.History;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;

namespace ChurnPredict.Server.Answers;

/// <summary>Ranks customers by value at risk, or by churn probability where value is unknown.</summary>
internal static class AtRisk
{
    private const int Block = 4_096;

    public static IReadOnlyList<int> Rank(ServedModel served, AsOfDate asOf, AtRiskFilter filter, int limit, CancellationToken cancellationToken)
    {
        var ranked = new PriorityQueue<int, (double Risk, int Customer)>();
        for (var from = 0; from < served.Store.CustomerCount; from += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = Math.Min(served.Store.CustomerCount, from + Block);
            var scores = served.Scorer.ScoreRange(served.Store, from, to, asOf, ScoreParts.Values, 1);
            for (var customer = from; customer < to; customer++)
            {
                var score = scores[customer - from];
                if (score.ChurnProbability is not { } probability || !filter.Admits(served, customer, score)) continue;
                // Lowest risk leaves first; of equals the later customer does.
                ranked.Enqueue(customer, (score.ValueAtRisk ?? probability, -customer));
                if (ranked.Count > limit) ranked.Dequeue();
            }
        }

        var order = new int[ranked.Count];
        for (var index = order.Length - 1; index >= 0; index--) order[index] = ranked.Dequeue();
        return order;
    }
}
