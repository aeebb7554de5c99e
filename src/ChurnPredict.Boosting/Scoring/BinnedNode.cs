using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>A split over the bytes of a block: rows whose byte is at most <see cref="Code"/> go left.</summary>
/// <param name="Slot">The column of bytes.</param>
/// <param name="Code">The largest byte that goes left.</param>
/// <param name="Left">Where the left child's leaf numbers stand: 0 to 255 a leaf, from 256 a node.</param>
/// <param name="Right">The same for the right child.</param>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly record struct BinnedNode(ushort Slot, ushort Code, ushort Left, ushort Right)
{
    /// <summary>Leaves a tree may have for its leaf numbers to fit a byte.</summary>
    public const int MaxLeaves = 256;
}
