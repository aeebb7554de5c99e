namespace ChurnPredict.Parquet;

/// <summary>Writes the hybrid of run-length and bit-packed runs.</summary>
internal static class HybridWriter
{
    // A repeated run is worth its header from eight values on; packed runs come in groups of eight.
    private const int GroupLength = 8;

    /// <summary>Appends <paramref name="values"/>.</summary>
    /// <param name="values">Each less than 2 to the power of <paramref name="bitWidth"/>.</param>
    /// <param name="bitWidth">0 to 32.</param>
    /// <param name="output">Appended to.</param>
    public static void Write(ReadOnlySpan<int> values, int bitWidth, ByteSink output)
    {
        if (bitWidth == 0) WriteRun(0, values.Length, 0, output);
        else WriteRuns(values, bitWidth, output);
    }

    /// <summary>Appends one value <paramref name="count"/> times.</summary>
    public static void WriteRun(int value, int count, int bitWidth, ByteSink output)
    {
        output.AppendVarint((ulong)count << 1);
        for (var shift = 0; shift < bitWidth; shift += 8) output.AppendByte((byte)(value >> shift));
    }

    private static void WriteRuns(ReadOnlySpan<int> values, int bitWidth, ByteSink output)
    {
        var (packedStart, position) = (0, 0);
        while (position < values.Length)
        {
            var run = RunLength(values[position..]);
            // A packed run before this one must be whole groups: the run gives up what is missing.
            var missing = (GroupLength - (position - packedStart) % GroupLength) % GroupLength;
            if (run - missing < GroupLength)
            {
                position += run;
                continue;
            }

            WritePacked(values[packedStart..(position + missing)], bitWidth, output);
            WriteRun(values[position], run - missing, bitWidth, output);
            position += run;
            packedStart = position;
        }

        WritePacked(values[packedStart..], bitWidth, output);
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        var different = values.IndexOfAnyExcept(values[0]);
        return different < 0 ? values.Length : different;
    }

    private static void WritePacked(ReadOnlySpan<int> values, int bitWidth, ByteSink output)
    {
        if (values.IsEmpty) return;
        var groups = (values.Length + GroupLength - 1) / GroupLength;
        output.AppendVarint((ulong)groups << 1 | 1);
        BitPacker.Pack(values, bitWidth, output.Extend(groups * bitWidth));
    }
}
