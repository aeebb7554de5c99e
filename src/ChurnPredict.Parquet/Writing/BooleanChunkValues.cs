namespace ChurnPredict.Parquet;

/// <summary>Booleans, plain: one bit each.</summary>
internal sealed class BooleanChunkValues(ReadOnlyMemory<bool> values) : ChunkValues
{
    public override int Count => values.Length;

    public override long PlainSize => (Count + 7L) / 8;

    public override void WritePlain(int first, int count, ByteSink output)
    {
        var bits = output.Extend((count + 7) >> 3);
        bits.Clear();
        var source = values.Span.Slice(first, count);
        for (var index = 0; index < count; index++)
        {
            if (source[index]) bits[index >> 3] |= (byte)(1 << (index & 7));
        }
    }

    public override ValueBounds? BoundsOf(int first, int count)
    {
        if (count == 0) return null;
        var source = values.Span.Slice(first, count);
        return new ValueBounds([(byte)(source.Contains(false) ? 0 : 1)], [(byte)(source.Contains(true) ? 1 : 0)]);
    }
}
