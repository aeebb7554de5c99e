using ChurnPredict.History;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Scores a history block by block. Blocks are cut by the customers' order in the whole history, so that they are the same
/// however the history was loaded.</summary>
internal sealed class BlockScoring(CustomerScorer scorer, BatchScoringOptions options)
{
    /// <summary>The blocks in order, those left out that are done already.</summary>
    public IEnumerable<ScoredBlock> Blocks(HistorySource source, AsOfDate asOf, Func<int, bool> isDone, CancellationToken cancellationToken)
    {
        var pieces = new List<ScoredBlock>();
        foreach (var part in source.Parts())
        {
            for (int from = 0, to; from < part.CustomerCount; from = to)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var number = (part.FirstCustomer + from) / options.CustomersPerPart;
                var blockEnd = int.Min(source.CustomerCount, (number + 1) * options.CustomersPerPart);
                to = int.Min(part.CustomerCount, blockEnd - part.FirstCustomer);
                if (isDone(number)) continue;
                pieces.Add(Score(part, from, to, asOf, number));
                if (part.FirstCustomer + to < blockEnd) continue;
                yield return Joined(pieces);
                pieces.Clear();
            }
        }
    }

    private ScoredBlock Score(EventStore part, int from, int to, AsOfDate asOf, int number)
    {
        var scores = scorer.ScoreRange(part, from, to, asOf, ScoreParts.All, options.ThreadCount);
        if (options.HeldTiers is { } held) Hold(scores, held.Of(part, from, to, asOf));
        return new ScoredBlock(
            number,
            part.FirstCustomer + from,
            scores,
            options.Planning?.Plan(scores, part, from, options.ThreadCount),
            options.ChangedSince?.Of(part, from, to, asOf));
    }

    /// <summary>A tier from before holds until the probability has clearly left it.</summary>
    private void Hold(CustomerScore[] scores, RiskTier?[] before)
    {
        for (var index = 0; index < scores.Length; index++)
        {
            if (scores[index].ChurnProbability is { } probability && before[index] is { } tier)
                scores[index] = scores[index] with { RiskTier = scorer.Manifest.RiskTiers.TierOf(probability, tier) };
        }
    }

    private static ScoredBlock Joined(List<ScoredBlock> pieces) => pieces.Count == 1 ? pieces[0] : pieces[0] with
    {
        Scores = [.. pieces.SelectMany(piece => piece.Scores)],
        Plans = pieces[0].Plans is null ? null : [.. pieces.SelectMany(piece => piece.Plans!)],
        ComparedTiers = pieces[0].ComparedTiers is null ? null : [.. pieces.SelectMany(piece => piece.ComparedTiers!)],
    };
}
