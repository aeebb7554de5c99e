using System.Text;

namespace ChurnPredict.History;

/// <summary>Customer ids in canonical order, held as one byte buffer: no object a customer.</summary>
public sealed class CustomerIds
{
    private readonly byte[] _bytes;
    private readonly long[] _offsets;
    private readonly int[] _slots;

    /// <summary>Makes the list over existing buffers, which it keeps.</summary>
    /// <param name="bytes">The ids' UTF-8 bytes, one behind the other, in canonical order; ids differ.</param>
    /// <param name="offsets">Id i spans <c>offsets[i]..offsets[i + 1]</c>; length = ids + 1.</param>
    public CustomerIds(byte[] bytes, long[] offsets)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(offsets);
        _bytes = bytes;
        _offsets = offsets;
        Count = offsets.Length - 1;
        _slots = new int[int.Max(4, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Count * 2))];
        for (var customer = 0; customer < Count; customer++) Insert(customer);
    }

    /// <summary>Number of customers.</summary>
    public int Count { get; }

    /// <summary>The id of a customer.</summary>
    /// <param name="customer">0 to <see cref="Count"/> − 1.</param>
    public string this[int customer] => Encoding.UTF8.GetString(Utf8(customer));

    /// <summary>The UTF-8 bytes of a customer's id.</summary>
    /// <param name="customer">0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> Utf8(int customer) =>
        _bytes.AsSpan((int)_offsets[customer], (int)(_offsets[customer + 1] - _offsets[customer]));

    /// <summary>Finds a customer.</summary>
    /// <param name="id">The canonical id.</param>
    /// <param name="customer">Their index when found.</param>
    public bool TryFind(string id, out int customer)
    {
        ArgumentNullException.ThrowIfNull(id);
        Span<byte> utf8 = id.Length <= 128 ? stackalloc byte[id.Length * 3] : new byte[id.Length * 3];
        return TryFind(utf8[..Encoding.UTF8.GetBytes(id, utf8)], out customer);
    }

    /// <summary>Finds a customer.</summary>
    /// <param name="utf8">The canonical id's UTF-8 bytes.</param>
    /// <param name="customer">Their index when found.</param>
    public bool TryFind(ReadOnlySpan<byte> utf8, out int customer)
    {
        var mask = _slots.Length - 1;
        for (var slot = unchecked((int)Hash(utf8)) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            customer = _slots[slot] - 1;
            if (Utf8(customer).SequenceEqual(utf8)) return true;
        }

        customer = 0;
        return false;
    }

    /// <summary>The hash that partitions customers and orders them canonically: FNV-1a, 64 bits, finished by a mix.</summary>
    /// <param name="utf8">The canonical id's UTF-8 bytes.</param>
    public static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var value in utf8) hash = (hash ^ value) * 1099511628211UL;
            hash ^= hash >> 32;
            hash *= 0xD6E8FEB86659FD93UL;
            return hash ^ (hash >> 32);
        }
    }

    private void Insert(int customer)
    {
        var mask = _slots.Length - 1;
        var slot = unchecked((int)Hash(Utf8(customer))) & mask;
        while (_slots[slot] != 0) slot = (slot + 1) & mask;
        _slots[slot] = customer + 1;
    }
}
