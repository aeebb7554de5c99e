namespace ChurnPredict.Boosting;

/// <summary>The trees of an <see cref="EnsembleGroup"/>, a word of bits each; the word is as narrow as the largest tree allows.</summary>
internal abstract class GroupForest
{
    /// <summary>Lays the trees out.</summary>
    public static GroupForest Of(IReadOnlyList<GroupMember> members, int featureCount)
    {
        var leaves = members.SelectMany(member => member.Ensemble.Trees).Select(tree => tree.Leaves.Length).DefaultIfEmpty().Max();
        return leaves <= 8 ? new GroupForest<byte>(members, featureCount)
            : leaves <= 32 ? new GroupForest<uint>(members, featureCount)
            : new GroupForest<ulong>(members, featureCount);
    }

    /// <summary>The raw scores of one row.</summary>
    /// <param name="row">One value a feature of the group, NaN where missing.</param>
    /// <param name="scores">Overwritten; one after the other those of each member.</param>
    public abstract void RawScores(ReadOnlySpan<float> row, Span<double> scores);
}
