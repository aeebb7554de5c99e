using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Writes the definition levels of a flat optional column as data pages of version 1 have them.</summary>
internal static class LevelWriter
{
    /// <summary>Appends length and levels.</summary>
    /// <param name="validity">One bit a row, 1 = present; null when every row is present.</param>
    /// <param name="firstRow">A multiple of 64.</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="output">Appended to.</param>
    /// <returns>Rows that are present.</returns>
    public static int Write(ulong[]? validity, int firstRow, int rows, ByteSink output)
    {
        var lengthAt = output.Length;
        output.AppendInt32(0);
        var present = rows;
        if (validity is not null)
        {
            var words = validity.AsSpan(firstRow >> 6, (rows + 63) >> 6).ToArray();
            present = rows - ParquetValidity.CountNulls(words, rows);
            if (present > 0 && present < rows)
            {
                var groups = (rows + 7) >> 3;
                output.AppendVarint((ulong)groups << 1 | 1);
                output.Append(MemoryMarshal.AsBytes(words.AsSpan())[..groups]);
            }
        }

        if (present == rows) HybridWriter.WriteRun(1, rows, bitWidth: 1, output);
        else if (present == 0) HybridWriter.WriteRun(0, rows, bitWidth: 1, output);
        output.PatchInt32(lengthAt, output.Length - lengthAt - sizeof(int));
        return present;
    }
}
