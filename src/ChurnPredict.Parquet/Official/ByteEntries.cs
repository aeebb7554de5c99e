using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ChurnPredict.Parquet;

/// <summary>Byte strings, each kept once, under the code of its first appearance.</summary>
internal sealed class ByteEntries
{
    private readonly Dictionary<ReadOnlyMemory<byte>, int> _codes = new(new ByteEquality());
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<int> _offsets = [0];

    public int CodeOf(ReadOnlyMemory<byte> entry)
    {
        if (_codes.TryGetValue(entry, out var known)) return known;
        var code = _codes.Count;
        _codes.Add(entry, code);
        _bytes.Write(entry.Span);
        _offsets.Add(_bytes.WrittenCount);
        return code;
    }

    public ParquetTextColumn ToColumn(ParquetField field, int[] codes) => new(field, codes, _bytes.WrittenSpan.ToArray(), [.. _offsets]);

    private sealed class ByteEquality : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj)
        {
            var hash = new HashCode();
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
