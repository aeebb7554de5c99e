using System.Buffers.Text;
using System.Numerics;

namespace ChurnPredict.History;

/// <summary>
/// The customers of one hash partition, numbered in the order in which they are first seen: integers in a table of their own, so
/// that a row with an integer id costs no text. Callers lock the shard.
/// </summary>
internal sealed class IdShard
{
    private readonly ByteInterner _texts = new();
    private readonly List<long> _integers = [];
    private readonly List<int> _textCodes = [];
    private readonly List<long> _firstEvents = [];
    private Slot[] _slots = new Slot[16];

    public int Count { get; private set; }

    /// <summary>By code: the integer table's entry, or the complement of the text table's entry.</summary>
    private List<int> Entries { get; } = [];

    public int InternInteger(long id, ulong hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var slot = unchecked((int)hash) & mask;
        for (; slots[slot].NextCode != 0; slot = (slot + 1) & mask)
        {
            if (slots[slot].Id == id) return slots[slot].NextCode - 1;
        }

        slots[slot] = new Slot(id, Count + 1);
        Entries.Add(_integers.Count);
        _integers.Add(id);
        if (_integers.Count * 2 > slots.Length) Grow();
        return Count++;
    }

    public int InternText(ReadOnlySpan<byte> id, ulong hash)
    {
        var known = _texts.Count;
        var entry = _texts.Intern(id, hash);
        if (entry < known) return _textCodes[entry];
        _textCodes.Add(Count);
        Entries.Add(~entry);
        return Count++;
    }

    /// <summary>Keeps when a customer's first event was known to have happened.</summary>
    public void NoteEvent(int code, long time)
    {
        while (_firstEvents.Count <= code) _firstEvents.Add(long.MaxValue);
        if (time < _firstEvents[code]) _firstEvents[code] = time;
    }

    /// <summary>The earliest of the times noted for a customer; null when none was.</summary>
    public long? FirstEvent(int code) => code < _firstEvents.Count && _firstEvents[code] != long.MaxValue ? _firstEvents[code] : null;

    /// <summary>Orders the customers by their ids' bytes.</summary>
    /// <returns>The ids in order, and by code the place in that order.</returns>
    public (byte[][] Ids, int[] Ranks) Sort()
    {
        var ids = new byte[Count][];
        var codes = new int[Count];
        Span<byte> text = stackalloc byte[20];
        for (var code = 0; code < Count; code++)
        {
            codes[code] = code;
            var entry = Entries[code];
            if (entry < 0)
            {
                ids[code] = _texts[~entry].ToArray();
                continue;
            }

            Utf8Formatter.TryFormat(_integers[entry], text, out var length);
            ids[code] = text[..length].ToArray();
        }

        Array.Sort(ids, codes, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        var ranks = new int[Count];
        for (var rank = 0; rank < codes.Length; rank++) ranks[codes[rank]] = rank;
        return (ids, ranks);
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)old.Length * 2)];
        var mask = _slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry.NextCode == 0) continue;
            var slot = unchecked((int)CustomerIds.Hash(entry.Id)) & mask;
            while (_slots[slot].NextCode != 0) slot = (slot + 1) & mask;
            _slots[slot] = entry;
        }
    }

    /// <summary>An integer id and its number plus one, side by side: a row costs one cache miss; 0 = free.</summary>
    private readonly record struct Slot(long Id, int NextCode);
}
