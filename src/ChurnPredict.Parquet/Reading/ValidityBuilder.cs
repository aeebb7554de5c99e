using System.Buffers.Binary;
using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Collects which rows are present, one bit a row, and makes no bitmap until the first null.</summary>
internal sealed class ValidityBuilder(int capacity)
{
    private ulong[]? _words;

    /// <summary>Rows so far.</summary>
    public int Length { get; private set; }

    /// <summary>Nulls so far.</summary>
    public int NullCount { get; private set; }

    /// <summary>The bitmap; null while every row is present.</summary>
    public ulong[]? Words => _words;

    public void AppendRun(bool isPresent, int count)
    {
        if (!isPresent)
        {
            EnsureWords();
            NullCount += count;
        }
        else if (_words is not null)
        {
            SetBits(_words, Length, count);
        }

        Length += count;
    }

    /// <summary>Appends <paramref name="count"/> bits of <paramref name="bits"/>, least significant first, from
    /// <paramref name="firstBit"/> on.</summary>
    public void AppendBits(ReadOnlySpan<byte> bits, int firstBit, int count)
    {
        while (count > 0)
        {
            var take = Math.Min(count, 32);
            AppendWord(Load(bits, firstBit) & (uint.MaxValue >> (32 - take)), take);
            firstBit += take;
            count -= take;
        }
    }

    private void AppendWord(uint word, int count)
    {
        var nulls = count - BitOperations.PopCount(word);
        if (nulls > 0)
        {
            EnsureWords();
            NullCount += nulls;
        }

        if (_words is not null) OrBits(_words, Length, word, count);
        Length += count;
    }

    private static uint Load(ReadOnlySpan<byte> bits, int firstBit)
    {
        var tail = bits[(firstBit >> 3)..];
        if (tail.Length >= sizeof(ulong)) return (uint)(BinaryPrimitives.ReadUInt64LittleEndian(tail) >> (firstBit & 7));
        ulong word = 0;
        for (var index = tail.Length - 1; index >= 0; index--) word = word << 8 | tail[index];
        return (uint)(word >> (firstBit & 7));
    }

    private static void OrBits(ulong[] words, int position, uint bits, int count)
    {
        var (index, shift) = (position >> 6, position & 63);
        words[index] |= (ulong)bits << shift;
        if (shift + count > 64) words[index + 1] |= (ulong)bits >> (64 - shift);
    }

    private static void SetBits(ulong[] words, int position, int count)
    {
        for (; count > 0 && (position & 63) != 0; position++, count--) words[position >> 6] |= 1UL << (position & 63);
        for (; count >= 64; position += 64, count -= 64) words[position >> 6] = ulong.MaxValue;
        for (; count > 0; position++, count--) words[position >> 6] |= 1UL << (position & 63);
    }

    private void EnsureWords()
    {
        if (_words is not null) return;
        _words = new ulong[(capacity + 63) >> 6];
        SetBits(_words, 0, Length);
    }
}
