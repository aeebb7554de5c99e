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

    /// <summary>Number of hash partitions that customers fall into; canonical order is by partition, then by id.</summary>
    public const int PartitionCount = 256;

    /// <summary>The hash that partitions customers: of an integer (splitmix64's finaliser, Steele et al. 2014) where the id is
    /// the canonical decimal of a 64-bit one, otherwise of the bytes (FNV-1a with a final mix).</summary>
    /// <param name="utf8">The canonical id's UTF-8 bytes.</param>
    public static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        if (TryParseInteger(utf8, out var number)) return Hash(number);
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var value in utf8) hash = (hash ^ value) * 1099511628211UL;
            return Mix(hash);
        }
    }

    /// <summary>The hash of an id that is an integer; the same as that of its decimal text.</summary>
    /// <param name="id">The id.</param>
    public static ulong Hash(long id) => unchecked(Mix((ulong)id + 0x9E3779B97F4A7C15UL));

    /// <summary>The partition of a hash, 0 to <see cref="PartitionCount"/> − 1.</summary>
    /// <param name="hash">From <see cref="Hash(ReadOnlySpan{byte})"/>.</param>
    public static int PartitionOf(ulong hash) => (int)(hash >> 56);

    /// <summary>Reads the canonical decimal of a 64-bit integer: no sign but a leading minus, no leading zeros, no minus zero.</summary>
    /// <param name="utf8">An id's UTF-8 bytes.</param>
    /// <param name="number">The integer when it is one.</param>
    public static bool TryParseInteger(ReadOnlySpan<byte> utf8, out long number)
    {
        number = 0;
        var isNegative = utf8.Length > 1 && utf8[0] == '-';
        var digits = isNegative ? utf8[1..] : utf8;
        if (digits.Length is 0 or > 19 || (digits[0] == '0' && (digits.Length > 1 || isNegative))) return false;
        var magnitude = 0UL;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            magnitude = (magnitude * 10) + digit - '0';
        }

        if (magnitude > (ulong)long.MaxValue + (isNegative ? 1UL : 0UL)) return false;
        number = unchecked(isNegative ? -(long)magnitude : (long)magnitude);
        return true;
    }

    private static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return hash ^ (hash >> 31);
        }
    }

    /// <summary>Compares two ids by canonical order: hash partition, then bytes.</summary>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var byPartition = PartitionOf(Hash(left)).CompareTo(PartitionOf(Hash(right)));
        return byPartition != 0 ? byPartition : left.SequenceCompareTo(right);
    }

    private void Insert(int customer)
    {
        var mask = _slots.Length - 1;
        var slot = unchecked((int)Hash(Utf8(customer))) & mask;
        while (_slots[slot] != 0) slot = (slot + 1) & mask;
        _slots[slot] = customer + 1;
    }
}
