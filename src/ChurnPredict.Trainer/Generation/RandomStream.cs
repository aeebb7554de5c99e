using System.Numerics;

namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// A stream of random numbers that is the same on every machine: xoshiro256++ (Blackman and Vigna 2019), seeded by SplitMix64 from
/// the run's seed and the customer, so that no customer depends on another or on the number of threads.
/// </summary>
internal sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public void Reseed(int seed, int stream)
    {
        unchecked
        {
            var state = ((ulong)(uint)seed << 32) ^ (uint)stream;
            _s0 = SplitMix(ref state);
            _s1 = SplitMix(ref state);
            _s2 = SplitMix(ref state);
            _s3 = SplitMix(ref state);
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double from, double to) => from + ((to - from) * Uniform());

    public bool Chance(double probability) => Uniform() < probability;

    public int Index(int count) => (int)(Uniform() * count);

    /// <summary>Exponential with mean 1.</summary>
    public double Exponential() => -Math.Log(1 - Uniform());

    /// <summary>Standard normal by Box and Muller's transform.</summary>
    public double Normal() => Math.Sqrt(2 * Exponential()) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000).</summary>
    /// <param name="shape">1 or more.</param>
    public double Gamma(double shape)
    {
        var d = shape - (1 / 3.0);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Normal();
            var v = 1 + (c * normal);
            if (v <= 0) continue;
            v *= v * v;
            if (Math.Log(1 - Uniform()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }
    }

    private ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
