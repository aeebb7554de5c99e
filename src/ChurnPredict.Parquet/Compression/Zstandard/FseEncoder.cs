using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>The encoding side of an FSE table (RFC 8878, 4.1; the layout of the tables follows Collet's Finite State
/// Entropy).</summary>
internal sealed class FseEncoder
{
    private readonly int[] _states;
    private readonly int[] _bitDeltas;
    private readonly int[] _stateDeltas;

    /// <param name="counts">Normalised counts; −1 stands for "less than one".</param>
    /// <param name="accuracyLog">Their absolute values add up to 2 to this power.</param>
    public FseEncoder(ReadOnlySpan<short> counts, int accuracyLog)
    {
        AccuracyLog = accuracyLog;
        var size = 1 << accuracyLog;
        _states = new int[size];
        _bitDeltas = new int[counts.Length];
        _stateDeltas = new int[counts.Length];
        FillStates(counts, size);
        FillDeltas(counts, size);
    }

    public int AccuracyLog { get; }

    /// <summary>The state that stands for a stream's last symbol.</summary>
    public int Start(int symbol)
    {
        var bits = (_bitDeltas[symbol] + (1 << 15)) >> 16;
        var value = (bits << 16) - _bitDeltas[symbol];
        return _states[(value >> bits) + _stateDeltas[symbol]];
    }

    /// <summary>Writes the bits that lead from <paramref name="symbol"/>'s state to the present one, and makes it the present
    /// one.</summary>
    public void Encode(ref int state, int symbol, ref BackwardBitWriter output)
    {
        var bits = (state + _bitDeltas[symbol]) >> 16;
        output.Write((ulong)state, bits);
        state = _states[(state >> bits) + _stateDeltas[symbol]];
    }

    private void FillStates(ReadOnlySpan<short> counts, int size)
    {
        Span<int> next = stackalloc int[counts.Length];
        var total = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            next[symbol] = total;
            total += Math.Abs((int)counts[symbol]);
        }

        var symbols = FseTable.SpreadSymbols(counts, size);
        for (var position = 0; position < size; position++) _states[next[symbols[position]]++] = size + position;
    }

    private void FillDeltas(ReadOnlySpan<short> counts, int size)
    {
        var total = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            int count = Math.Abs((int)counts[symbol]);
            if (count == 0) continue;
            if (count == 1)
            {
                _bitDeltas[symbol] = (AccuracyLog << 16) - size;
                _stateDeltas[symbol] = total - 1;
            }
            else
            {
                var mostBits = AccuracyLog - BitOperations.Log2((uint)count - 1);
                _bitDeltas[symbol] = (mostBits << 16) - (count << mostBits);
                _stateDeltas[symbol] = total - count;
            }

            total += count;
        }
    }
}
