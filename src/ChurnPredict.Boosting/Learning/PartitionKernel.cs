namespace ChurnPredict.Boosting;

/// <summary>Separates rows by whether a code is in a set.</summary>
internal static class PartitionKernel
{
    /// <summary>Writes the rows that go left, then those that go right, each in their order.</summary>
    /// <param name="bins">The codes.</param>
    /// <param name="slot">Which code to read.</param>
    /// <param name="leftCodes">Codes that go left.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="separated">Same length; overwritten.</param>
    /// <returns>Rows that go left.</returns>
    public static int Separate(BinnedMatrix bins, int slot, BinSet leftCodes, ReadOnlySpan<int> rows, Span<int> separated)
    {
        Span<bool> goesLeft = stackalloc bool[256];
        for (var code = 0; code < goesLeft.Length; code++) goesLeft[code] = leftCodes.Contains(code);
        var (left, right) = (0, 0);
        foreach (var row in rows) left += goesLeft[bins.Code(row, slot)] ? 1 : 0;
        (right, left) = (left, 0);
        foreach (var row in rows)
        {
            if (goesLeft[bins.Code(row, slot)]) separated[left++] = row;
            else separated[right++] = row;
        }

        return left;
    }
}
