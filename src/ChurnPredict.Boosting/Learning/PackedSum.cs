namespace ChurnPredict.Boosting;

/// <summary>
/// A gradient (upper 32 bits, signed) and a hessian (lower 32 bits, ≥ 0) in one integer, so that one addition sums both. Integer
/// sums do not depend on their order: any number of threads gives the same histograms, and a subtraction loses nothing.
/// </summary>
internal static class PackedSum
{
    public static long Of(int gradient, uint hessian) => ((long)gradient << 32) + hessian;

    public static int Gradient(long packed) => (int)(packed >> 32);

    public static uint Hessian(long packed) => (uint)packed;
}
