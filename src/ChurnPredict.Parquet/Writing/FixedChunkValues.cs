using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Values of four or eight bytes.</summary>
internal class FixedChunkValues<T>(ReadOnlyMemory<T> values) : ChunkValues
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override int Count => values.Length;

    public override long PlainSize => (long)Count * Unsafe.SizeOf<T>();

    public override void WritePlain(int first, int count, ByteSink output) =>
        output.Append(MemoryMarshal.AsBytes(values.Span.Slice(first, count)));

    public override ValueBounds? BoundsOf(int first, int count)
    {
        var (minimum, maximum, found) = (T.Zero, T.Zero, false);
        foreach (var value in values.Span.Slice(first, count))
        {
            if (T.IsNaN(value)) continue;
            if (!found) (minimum, maximum, found) = (value, value, true);
            else if (value < minimum) minimum = value;
            else if (value > maximum) maximum = value;
        }

        if (!found) return null;
        // Readers may compare zeros by sign: the bounds admit both.
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
        {
            if (T.IsZero(minimum)) minimum = -T.Zero;
            if (T.IsZero(maximum)) maximum = T.Zero;
        }

        return new ValueBounds(Stored(minimum), Stored(maximum));
    }

    public override DictionaryPage? TryDictionary() => FixedDictionary.TryBuild(values.Span);

    private static byte[] Stored(T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
