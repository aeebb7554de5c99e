using System.Numerics;
using System.Runtime.InteropServices;

namespace ChurnPredict.History;

/// <summary>Numbers distinct byte strings from 0 in the order in which they are first seen, without an object for any of them.
/// Not safe for several threads at once.</summary>
internal sealed class ByteInterner
{
    private readonly List<byte> _bytes = [];
    private readonly List<int> _ends = [];
    private readonly List<uint> _hashes = [];
    private int[] _slots = new int[16];

    public int Count => _ends.Count;

    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var start = code == 0 ? 0 : _ends[code - 1];
            return CollectionsMarshal.AsSpan(_bytes)[start.._ends[code]];
        }
    }

    /// <summary>The number of a byte string, which is remembered.</summary>
    public int Intern(ReadOnlySpan<byte> bytes) => Intern(bytes, CustomerIds.Hash(bytes));

    /// <summary>The number of a byte string whose hash is known.</summary>
    public int Intern(ReadOnlySpan<byte> bytes, ulong hash)
    {
        var short32 = unchecked((uint)hash);
        var mask = _slots.Length - 1;
        var slot = unchecked((int)short32) & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (_hashes[code] == short32 && this[code].SequenceEqual(bytes)) return code;
        }

        CollectionsMarshal.SetCount(_bytes, _bytes.Count + bytes.Length);
        bytes.CopyTo(CollectionsMarshal.AsSpan(_bytes)[^bytes.Length..]);
        _ends.Add(_bytes.Count);
        _hashes.Add(short32);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    private void Grow()
    {
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length * 2)];
        var mask = _slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = unchecked((int)_hashes[code]) & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }
}
