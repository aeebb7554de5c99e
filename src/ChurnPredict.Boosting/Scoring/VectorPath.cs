using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Boosting;

/// <summary>Which instructions score blocks of rows; all give the same bits.</summary>
internal enum VectorPath
{
    /// <summary>Plain walks, on any processor.</summary>
    Scalar,

    /// <summary>32 rows an instruction.</summary>
    Avx2,

    /// <summary>64 rows an instruction.</summary>
    Avx512,
}

/// <summary>What this processor has.</summary>
internal static class VectorPaths
{
    /// <summary>The widest path that runs here.</summary>
    public static VectorPath Best =>
        IsSupported(VectorPath.Avx512) ? VectorPath.Avx512 : IsSupported(VectorPath.Avx2) ? VectorPath.Avx2 : VectorPath.Scalar;

    /// <summary>Whether <paramref name="path"/> runs here.</summary>
    public static bool IsSupported(VectorPath path) => path switch
    {
        VectorPath.Avx512 => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported,
        VectorPath.Avx2 => Avx2.IsSupported,
        _ => true,
    };
}
