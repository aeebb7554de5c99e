using System.Buffers;
using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>What a customer bought by category: how often, when first and last, at which price last. Rented arrays go back on
/// <see cref="Dispose"/>.</summary>
internal ref struct CategoryTally
{
    private readonly int[] _slots;
    private readonly int[] _codes;
    private readonly int[] _lines;
    private readonly long[] _firstAt;
    private readonly long[] _lastAt;
    private readonly double[] _lastPrice;
    private readonly int _mask;

    /// <summary>Makes room for the categories of some lines.</summary>
    public CategoryTally(int lineCount)
    {
        var slotCount = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)int.Max(lineCount, 1) * 2);
        _mask = slotCount - 1;
        _slots = ArrayPool<int>.Shared.Rent(slotCount);
        _slots.AsSpan(0, slotCount).Clear();
        _codes = ArrayPool<int>.Shared.Rent(int.Max(lineCount, 1));
        _lines = ArrayPool<int>.Shared.Rent(int.Max(lineCount, 1));
        _firstAt = ArrayPool<long>.Shared.Rent(int.Max(lineCount, 1));
        _lastAt = ArrayPool<long>.Shared.Rent(int.Max(lineCount, 1));
        _lastPrice = ArrayPool<double>.Shared.Rent(int.Max(lineCount, 1));
    }

    /// <summary>Number of different categories.</summary>
    public int Count { get; private set; }

    /// <summary>Number of lines in all of them.</summary>
    public int LineCount { get; private set; }

    /// <summary>Counts a line.</summary>
    /// <param name="code">The category.</param>
    /// <param name="at">When it was bought; never falls.</param>
    /// <param name="price">Price of a unit; NaN when unknown.</param>
    /// <returns>The price of the category's line before, NaN without one.</returns>
    public double Add(int code, long at, double price)
    {
        LineCount++;
        var entry = Find(code);
        if (entry == Count)
        {
            _codes[entry] = code;
            _lines[entry] = 1;
            _firstAt[entry] = _lastAt[entry] = at;
            _lastPrice[entry] = price;
            Count++;
            return double.NaN;
        }

        _lines[entry]++;
        _lastAt[entry] = at;
        var before = _lastPrice[entry];
        if (!double.IsNaN(price)) _lastPrice[entry] = price;
        return before;
    }

    /// <summary>Categories bought at or after an instant, and those of them that were new then.</summary>
    public readonly (int Bought, int New) Since(long instant)
    {
        var (bought, fresh) = (0, 0);
        for (var entry = 0; entry < Count; entry++)
        {
            if (_lastAt[entry] >= instant) bought++;
            if (_firstAt[entry] >= instant) fresh++;
        }

        return (bought, fresh);
    }

    /// <summary>The category with most lines, of equal ones that with the lowest code, and its lines; only where there is one.</summary>
    public readonly (int Code, int Lines) Top()
    {
        var top = 0;
        for (var entry = 1; entry < Count; entry++)
        {
            if (_lines[entry] > _lines[top] || (_lines[entry] == _lines[top] && _codes[entry] < _codes[top])) top = entry;
        }

        return (_codes[top], _lines[top]);
    }

    /// <summary>How evenly lines spread over categories: exp of the entropy, from 1 to their number; only where there is one.</summary>
    public readonly double EffectiveCount()
    {
        var sum = 0.0;
        for (var entry = 0; entry < Count; entry++) sum += _lines[entry] * Math.Log(_lines[entry]);
        return Math.Exp(Math.Log(LineCount) - (sum / LineCount));
    }

    /// <summary>Gives the arrays back.</summary>
    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_slots);
        ArrayPool<int>.Shared.Return(_codes);
        ArrayPool<int>.Shared.Return(_lines);
        ArrayPool<long>.Shared.Return(_firstAt);
        ArrayPool<long>.Shared.Return(_lastAt);
        ArrayPool<double>.Shared.Return(_lastPrice);
    }

    // Open addressing; 0 = free, otherwise the entry plus one.
    private readonly int Find(int code)
    {
        var slot = unchecked((int)((uint)code * 2654435769u >> 7)) & _mask;
        while (_slots[slot] != 0)
        {
            if (_codes[_slots[slot] - 1] == code) return _slots[slot] - 1;
            slot = (slot + 1) & _mask;
        }

        _slots[slot] = Count + 1;
        return Count;
    }
}
