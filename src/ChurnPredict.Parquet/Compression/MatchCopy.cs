using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Parquet;

/// <summary>Copies a match of an LZ77 format from what is already decoded; the copy may overlap itself.</summary>
internal static class MatchCopy
{
    /// <summary>Bytes behind a match that <see cref="Wild"/> may overwrite.</summary>
    public const int Slack = 16;

    /// <summary>Copies exactly; the caller has checked that offset and length stay inside.</summary>
    /// <param name="output">All output.</param>
    /// <param name="written">Where the copy goes.</param>
    /// <param name="offset">How far back it comes from, 1 to <paramref name="written"/>.</param>
    /// <param name="length">Bytes to copy.</param>
    public static void Copy(Span<byte> output, int written, int offset, int length)
    {
        if (output.Length - written - length >= Slack)
            Wild(ref Unsafe.Add(ref MemoryMarshal.GetReference(output), written), offset, length);
        else if (offset >= length) output.Slice(written - offset, length).CopyTo(output[written..]);
        else CopyBytes(output, written, offset, length);
    }

    /// <summary>Copies in steps of 8 or 16 bytes; up to <see cref="Slack"/> bytes behind the match become undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Wild(ref byte to, int offset, int length)
    {
        ref var from = ref Unsafe.Subtract(ref to, offset);
        if (offset >= 16)
        {
            for (var done = 0; done < length; done += 16)
                Vector128.LoadUnsafe(ref Unsafe.Add(ref from, done)).StoreUnsafe(ref Unsafe.Add(ref to, done));
            return;
        }

        // A short period is doubled until eight bytes at a time do not overlap.
        while (offset < 8)
        {
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<ulong>(ref from));
            to = ref Unsafe.Add(ref to, offset);
            length -= offset;
            if (length <= 0) return;
            offset *= 2;
        }

        for (var done = 0; done < length; done += 8)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, done), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, done)));
    }

    private static void CopyBytes(Span<byte> output, int written, int offset, int length)
    {
        for (var end = written + length; written < end; written++) output[written] = output[written - offset];
    }
}
