using System.Buffers;
using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>The same with words of one width.</summary>
/// <typeparam name="TWord">An unsigned integer.</typeparam>
internal sealed class GroupForest<TWord> : GroupForest
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>, IMinMaxValue<TWord>
{
    private readonly SplitLists<TWord> _splits;
    private readonly GroupedTrees<TWord>[] _members;
    private readonly int _treeCount;

    public GroupForest(IReadOnlyList<GroupMember> members, int featureCount)
    {
        var splits = new SplitListsBuilder<TWord>(featureCount);
        _members = [.. members.Select(member => new GroupedTrees<TWord>(member, splits))];
        _splits = new SplitLists<TWord>(splits);
        _treeCount = splits.TreeCount;
    }

    public override void RawScores(ReadOnlySpan<float> row, Span<double> scores)
    {
        var rented = ArrayPool<TWord>.Shared.Rent(_treeCount);
        var open = rented.AsSpan(0, _treeCount);
        _splits.Decide(row, open);
        foreach (var member in _members)
        {
            member.AddUp(row, open, scores[..member.ScoreCount]);
            scores = scores[member.ScoreCount..];
        }

        ArrayPool<TWord>.Shared.Return(rented);
    }
}
