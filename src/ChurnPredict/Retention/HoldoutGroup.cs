using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>The customers who get no action, so that effects can be measured: drawn by a hash of their id, and so the same in every
/// run, on every machine, and independent of everything else about them.</summary>
internal sealed class HoldoutGroup
{
    private readonly ulong _salt;
    private readonly ulong _threshold;

    /// <param name="name">Another name draws another group.</param>
    /// <param name="share">0 to 1.</param>
    public HoldoutGroup(string name, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        _salt = CustomerIds.Hash(Encoding.UTF8.GetBytes(name));
        _threshold = (ulong)(share * (1UL << 53));
    }

    public bool Contains(ReadOnlySpan<byte> customerId) => (Mix(CustomerIds.Hash(customerId) ^ _salt) >> 11) < _threshold;

    /// <summary>The finishing step of SplitMix64, without which the two hashes would differ by the salt alone.</summary>
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
