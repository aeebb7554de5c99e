using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>
/// An ensemble laid out for one row at a time. Trees of up to 32 leaves are decided in groups of sixteen, all their nodes at
/// once: the row's bytes are permuted to the nodes that ask for them and compared; where a node sends the row right, the
/// leaves of its left side are masked out; the first leaf left over is the row's (QuickScorer, Lucchese et al., SIGIR 2015,
/// with a lane a tree instead of a list a feature).
/// </summary>
internal sealed unsafe class RowForest
{
    /// <summary>Trees of a group, one a 32-bit lane.</summary>
    public const int GroupTrees = 16;

    /// <summary>Leaves of a tree, one a bit.</summary>
    public const int MaxLeaves = 32;

    /// <summary>Slots that a byte can name, whose bytes a few registers hold; more are looked up in memory.</summary>
    public const int RegisterSlots = 256;

    /// <summary>Slots in all.</summary>
    public const int MaxSlots = 8192;

    /// <summary>Nodes of each tree that one step decides.</summary>
    public const int StepNodes = 4;

    /// <summary>Bytes of a step: 64 slots, 64 codes, four times sixteen masks.</summary>
    public const int StepLength = 6 * 64;

    private const int Alignment = 64;

    private readonly byte[] _steps;

    public RowForest(BinnedForest forest)
    {
        Forest = forest;
        IsUsable = forest.SlotCount <= MaxSlots;
        LeafValues = new double[forest.Trees.Length * MaxLeaves];
        var groups = new List<RowGroup>();
        for (var first = 0; IsUsable && first < forest.Trees.Length; first += groups[^1].TreeCount) groups.Add(Group(first));
        Groups = [.. groups];
        // Pinned, so that its steps can start on cache lines.
        _steps = GC.AllocateArray<byte>((groups.Sum(group => group.StepCount) * StepLength) + Alignment, pinned: true);
        WideSlots = IsWide ? new ushort[groups.Sum(group => group.StepCount) * StepNodes * GroupTrees] : [];
        var steps = Steps;
        var firstStep = 0;
        foreach (var group in groups)
        {
            Fill(group, steps, WideSlots.AsSpan(IsWide ? firstStep * StepNodes * GroupTrees : 0));
            steps += group.StepCount * StepLength;
            firstStep += group.StepCount;
        }
    }

    /// <summary>The forest whose bytes and slots this uses.</summary>
    public BinnedForest Forest { get; }

    /// <summary>Whether the slots can be named by bytes.</summary>
    public bool IsUsable { get; }

    /// <summary>Whether there are more slots than a byte can name.</summary>
    public bool IsWide => Forest.SlotCount > RegisterSlots;

    /// <summary>Where there are, the 64 slots of each step; those in the steps are not to be used.</summary>
    public ushort[] WideSlots { get; }

    /// <summary>The groups, in the order of their trees.</summary>
    public RowGroup[] Groups { get; }

    /// <summary>32 a tree, from the leftmost leaf to the rightmost.</summary>
    public double[] LeafValues { get; }

    /// <summary>The steps of all groups, one after the other, aligned; alive as long as this object.</summary>
    public byte* Steps
    {
        get
        {
            var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_steps));
            return (byte*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
        }
    }

    private bool IsSmall(int tree) => Forest.IsBinned[tree] && Forest.Trees[tree].Leaves.Length <= MaxLeaves;

    private RowGroup Group(int first)
    {
        if (!IsSmall(first)) return new RowGroup(first, 1, 0, IsWalked: true);
        var (count, nodes) = (0, 1);
        for (; count < GroupTrees && first + count < Forest.Trees.Length && IsSmall(first + count); count++)
            nodes = Math.Max(nodes, Forest.Trees[first + count].Nodes.Length);
        return new RowGroup(first, count, (nodes + StepNodes - 1) / StepNodes, IsWalked: false);
    }

    private void Fill(RowGroup group, byte* steps, Span<ushort> wideSlots)
    {
        if (group.IsWalked) return;
        for (var step = 0; step < group.StepCount; step++)
        {
            // Nothing exceeds 255, so a node that is not there masks nothing.
            new Span<byte>(steps + (step * StepLength) + 64, 64).Fill(255);
        }

        for (var lane = 0; lane < group.TreeCount; lane++)
        {
            var tree = group.FirstTree + lane;
            var masks = new uint[Forest.Trees[tree].Nodes.Length];
            var leafCount = 0;
            Number(tree, Forest.Trees[tree].Nodes.Length > 0 ? 0 : ~0, ref leafCount, masks);
            for (var node = 0; node < masks.Length; node++)
            {
                var step = steps + (node / StepNodes * StepLength);
                var place = (node % StepNodes * GroupTrees) + lane;
                var binned = Forest.Nodes[Forest.NodeStarts[tree] + node];
                if (IsWide) wideSlots[(node / StepNodes * StepNodes * GroupTrees) + place] = binned.Slot;
                else step[place] = (byte)binned.Slot;
                step[64 + place] = (byte)binned.Code;
                ((uint*)(step + 128))[place] = masks[node];
            }
        }
    }

    /// <summary>Numbers the leaves of a subtree from left to right; bit <c>31 − number</c> stands for a leaf.</summary>
    private void Number(int tree, int child, ref int leafCount, uint[] masks)
    {
        if (child < 0)
        {
            LeafValues[(tree * MaxLeaves) + leafCount++] = Forest.Trees[tree].Leaves[~child].Value;
            return;
        }

        var first = leafCount;
        Number(tree, Forest.Trees[tree].Nodes[child].Left, ref leafCount, masks);
        // A left side has 1 to 31 leaves.
        masks[child] = ~(~(uint.MaxValue >> (leafCount - first)) >> first);
        Number(tree, Forest.Trees[tree].Nodes[child].Right, ref leafCount, masks);
    }
}
