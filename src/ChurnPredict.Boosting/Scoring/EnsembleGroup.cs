namespace ChurnPredict.Boosting;

/// <summary>
/// Several ensembles that are asked about the same row, scored at once: what they cost together is one search a feature instead of one a
/// feature and ensemble. Immutable; safe to use from several threads.
/// </summary>
/// <remarks>Each score is the bits of <see cref="TreeEnsemble.RawScore"/>.</remarks>
public sealed class EnsembleGroup
{
    private readonly GroupForest _forest;
    private readonly int _featureCount;

    /// <summary>Makes a group.</summary>
    /// <param name="members">The ensembles.</param>
    /// <param name="featureCount">Features of a row.</param>
    /// <exception cref="ArgumentException">A member has other features.</exception>
    public EnsembleGroup(IReadOnlyList<GroupMember> members, int featureCount)
    {
        ArgumentNullException.ThrowIfNull(members);
        foreach (var member in members)
        {
            var expected = featureCount + (member.LastValues is null ? 0 : 1);
            if (member.Ensemble.Features.Count != expected || member.ScoreCount < 1)
                throw new ArgumentException($"an ensemble of {member.Ensemble.Features.Count} features and {member.ScoreCount} scores; expected {expected} features", nameof(members));
        }

        _featureCount = featureCount;
        ScoreCount = members.Sum(member => member.ScoreCount);
        _forest = GroupForest.Of(members, featureCount);
    }

    /// <summary>Scores that a row gets: each member's, one after the other.</summary>
    public int ScoreCount { get; }

    /// <summary>The raw scores of one row.</summary>
    /// <param name="row">One value a feature of the group, NaN where missing.</param>
    /// <param name="scores">Overwritten; length <see cref="ScoreCount"/>.</param>
    /// <exception cref="ArgumentException">The row or the scores have another length.</exception>
    public void RawScores(ReadOnlySpan<float> row, Span<double> scores)
    {
        if (row.Length != _featureCount) throw new ArgumentException($"a row of {row.Length} values; expected {_featureCount}, one a feature", nameof(row));
        if (scores.Length != ScoreCount) throw new ArgumentException($"room for {scores.Length} scores; expected {ScoreCount}", nameof(scores));
        _forest.RawScores(row, scores);
    }
}
