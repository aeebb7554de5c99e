namespace ChurnPredict.Boosting;

/// <summary>Features that people think of as one reason (all recency features, say), each in one group.</summary>
public sealed class ContributionGroups
{
    private readonly int[] _groupOfFeature;

    /// <summary>Makes groups.</summary>
    /// <param name="groupOfFeature">The group of each feature, numbered from 0; copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A group is negative.</exception>
    public ContributionGroups(ReadOnlySpan<int> groupOfFeature)
    {
        _groupOfFeature = groupOfFeature.ToArray();
        foreach (var group in _groupOfFeature)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(group, nameof(groupOfFeature));
            GroupCount = Math.Max(GroupCount, group + 1);
        }
    }

    /// <summary>One more than the highest group.</summary>
    public int GroupCount { get; }

    /// <summary>Adds the contributions of each group's features up; the total stays the same.</summary>
    /// <param name="contributions">One value a feature.</param>
    /// <param name="grouped">Length <see cref="GroupCount"/>; overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Sum(ReadOnlySpan<double> contributions, Span<double> grouped)
    {
        if (contributions.Length != _groupOfFeature.Length)
            throw new ArgumentException($"{contributions.Length} contributions; expected {_groupOfFeature.Length}", nameof(contributions));
        if (grouped.Length != GroupCount)
            throw new ArgumentException($"room for {grouped.Length} groups; expected {GroupCount}", nameof(grouped));
        grouped.Clear();
        for (var feature = 0; feature < contributions.Length; feature++) grouped[_groupOfFeature[feature]] += contributions[feature];
    }
}
