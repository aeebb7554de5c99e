using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Boosting;

/// <summary>Separates rows by whether a code is in a set.</summary>
internal static class PartitionKernel
{
    /// <summary>For each of 256 masks the places of its set bits in order, then the others: eight numbers of four bits.</summary>
    private static readonly uint[] LeftFirst = MakeOrders();

    /// <summary>Whether this machine runs the vector kernel.</summary>
    public static bool IsVectorSupported => Avx2.IsSupported;

    /// <summary>Separates rows; both sides keep their order.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="slot">Which code to read.</param>
    /// <param name="leftCodes">Codes that go left.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="left">Same length; begins with the rows that go left, the rest is overwritten by anything.</param>
    /// <param name="right">Same length; begins with the others, the rest is overwritten by anything.</param>
    /// <returns>Rows that go left.</returns>
    public static int Separate(
        RowCodes codes, int slot, BinSet leftCodes, ReadOnlySpan<int> rows, Span<int> left, Span<int> right)
    {
        if (left.Length < rows.Length || right.Length < rows.Length)
            throw new ArgumentException($"room for {left.Length} and {right.Length} rows; expected {rows.Length}");
        var done = IsVectorSupported ? rows.Length & ~7 : 0;
        var leftCount = done == 0 ? 0 : SeparateVectors(codes, slot, leftCodes, rows[..done], left, right);
        return SeparatePlainly(codes, slot, leftCodes, rows, done, left, right, leftCount);
    }

    /// <summary>As <see cref="Separate"/>, one row after another.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="slot">Which code to read.</param>
    /// <param name="leftCodes">Codes that go left.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="first">The first row to look at; those before it are done.</param>
    /// <param name="left">Same length.</param>
    /// <param name="right">Same length.</param>
    /// <param name="leftCount">Rows that went left before.</param>
    public static int SeparatePlainly(
        RowCodes codes, int slot, BinSet leftCodes, ReadOnlySpan<int> rows, int first, Span<int> left, Span<int> right, int leftCount)
    {
        for (var index = first; index < rows.Length; index++)
        {
            var goesLeft = leftCodes.Contains(codes[rows[index], slot]) ? 1 : 0;
            left[leftCount] = rows[index];
            right[index - leftCount] = rows[index];
            leftCount += goesLeft;
        }

        return leftCount;
    }

    /// <summary>
    /// Eight rows a step: codes by a gather, the set as 256 bits in one register, both sides stored whole and advanced by
    /// their count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int SeparateVectors(
        RowCodes codes, int slot, BinSet leftCodes, ReadOnlySpan<int> rows, Span<int> left, Span<int> right)
    {
        // The codes' arrays are pinned, and go on for as long as a gather reads.
        var hasColumns = codes.HasColumns;
        var bytes = hasColumns
            ? (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(codes.Column(slot)))
            : (int*)((byte*)Unsafe.AsPointer(ref codes.FirstWord) + slot);
        var set = Vector256.Create(leftCodes.First, leftCodes.Second, leftCodes.Third, leftCodes.Fourth).AsInt32();
        var stride = Vector256.Create(codes.Stride);
        ref var rowsStart = ref MemoryMarshal.GetReference(rows);
        ref var leftStart = ref MemoryMarshal.GetReference(left);
        ref var rightStart = ref MemoryMarshal.GetReference(right);
        ref var orders = ref MemoryMarshal.GetArrayDataReference(LeftFirst);
        var (leftCount, unpack) = (0, Vector256.Create(0u, 4, 8, 12, 16, 20, 24, 28));
        for (var index = 0; index < rows.Length; index += 8)
        {
            var eight = Vector256.LoadUnsafe(ref rowsStart, (nuint)index);
            var gathered = hasColumns ? Avx2.GatherVector256(bytes, eight, 1) : Avx2.GatherVector256(bytes, eight * stride, 8);
            var code = gathered & Vector256.Create(255);
            var words = Avx2.PermuteVar8x32(set, code >>> 5);
            var bits = Avx2.ShiftRightLogicalVariable(words, (code & Vector256.Create(31)).AsUInt32()) << 31;
            var mask = bits.ExtractMostSignificantBits();
            var order = Avx2.ShiftRightLogicalVariable(Vector256.Create(Unsafe.Add(ref orders, mask)), unpack).AsInt32();
            var others = Avx2.ShiftRightLogicalVariable(Vector256.Create(Unsafe.Add(ref orders, mask ^ 255)), unpack).AsInt32();
            Avx2.PermuteVar8x32(eight, order).StoreUnsafe(ref leftStart, (nuint)leftCount);
            Avx2.PermuteVar8x32(eight, others).StoreUnsafe(ref rightStart, (nuint)(index - leftCount));
            leftCount += BitOperations.PopCount(mask);
        }

        return leftCount;
    }

    private static uint[] MakeOrders()
    {
        var orders = new uint[256];
        for (var mask = 0; mask < orders.Length; mask++)
        {
            var order = Enumerable.Range(0, 8).OrderByDescending(bit => mask >> bit & 1).ThenBy(bit => bit);
            foreach (var (bit, place) in order.Select((bit, place) => (bit, place))) orders[mask] |= (uint)bit << (4 * place);
        }

        return orders;
    }
}
