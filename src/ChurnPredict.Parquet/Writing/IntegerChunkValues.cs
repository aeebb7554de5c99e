using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Integers of four or eight bytes, whose differences can be written.</summary>
internal sealed class IntegerChunkValues<T>(ReadOnlyMemory<T> values) : FixedChunkValues<T>(values)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly ReadOnlyMemory<T> _values = values;

    public override long? DeltaSize => DeltaBinaryPackedWriter.Size(_values.Span);

    public override void WriteDelta(int first, int count, ByteSink output) =>
        DeltaBinaryPackedWriter.Write(_values.Span.Slice(first, count), output);
}
