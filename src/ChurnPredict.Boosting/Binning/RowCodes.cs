using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>
/// The codes of all rows, row-major, eight slots to a 64-bit word, the first slot in the lowest byte. Rows start on a cache line
/// where that costs little memory: the rows of a small leaf then take one memory access each, not two.
/// </summary>
internal sealed class RowCodes
{
    private const int LineWords = 8;

    /// <summary>Rows are widened to whole cache lines when that makes them at most this much larger.</summary>
    private const double LargestPadding = 1.15;

    /// <summary>Cells up to which the codes are kept by column as well.</summary>
    public const long LargestColumnCopy = 1L << 26;

    private readonly ulong[] _words;
    private readonly int _first;
    private readonly byte[]? _columns;
    private readonly int _rowCount;

    /// <param name="rowCount">Rows.</param>
    /// <param name="slotCount">Slots a row.</param>
    /// <param name="largestColumnCopy">Cells up to which the codes are kept by column as well.</param>
    public RowCodes(int rowCount, int slotCount, long largestColumnCopy = LargestColumnCopy)
    {
        var used = (slotCount + 7) / 8;
        var lines = (used + LineWords - 1) / LineWords * LineWords;
        (UsedWords, _rowCount) = (used, rowCount);
        Stride = lines <= used * LargestPadding ? lines : used;

        // Pinned, so that the first word stays where a cache line starts; one word more for kernels that read past a row's last
        // byte.
        _words = GC.AllocateArray<ulong>(checked((int)((long)rowCount * Stride + LineWords + 1)), pinned: true);
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0);
        _first = (int)((LineWords * sizeof(ulong) - address % (LineWords * sizeof(ulong))) / sizeof(ulong)) % LineWords;
        if ((long)rowCount * slotCount <= largestColumnCopy)
            _columns = GC.AllocateUninitializedArray<byte>(rowCount * slotCount + sizeof(int), pinned: true);
    }

    /// <summary>Words of a row that hold slots.</summary>
    public int UsedWords { get; }

    /// <summary>Words from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>The first word of the first row.</summary>
    public ref ulong FirstWord => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), _first);

    /// <summary>
    /// Whether the codes are there by column as well. To part the rows of a large leaf then reads one byte a row instead of a
    /// cache line, three times as fast at the root; beyond 64 million cells the memory is worth more.
    /// </summary>
    public bool HasColumns => _columns is not null;

    /// <summary>
    /// The codes of all rows in a slot; only where <see cref="HasColumns"/>. Three bytes behind it may be read.
    /// </summary>
    public Span<byte> Column(int slot) => _columns.AsSpan(slot * _rowCount, _rowCount);

    /// <summary>The code of a row in a slot.</summary>
    public int this[int row, int slot] => (byte)(_words[_first + (long)row * Stride + (slot >> 3)] >> ((slot & 7) << 3));

    /// <summary>The bytes of some rows, <see cref="Stride"/> × 8 a row.</summary>
    public Span<byte> BytesOf(int firstRow, int rows) =>
        MemoryMarshal.AsBytes(_words.AsSpan(checked((int)(_first + (long)firstRow * Stride)), rows * Stride));
}
