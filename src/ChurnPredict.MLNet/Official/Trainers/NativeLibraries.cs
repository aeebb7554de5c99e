using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace ChurnPredict.MLNet;

/// <summary>The native libraries of ML.NET's trainers. Their packages hold them for some platforms only, and LightGBM's needs the system's
/// OpenMP, so each is tried before hours of training are spent on the way to it.</summary>
internal static class NativeLibraries
{
    /// <summary>FastTree's and FastForest's, where it cannot be loaded; else null.</summary>
    public static string? MissingForFastTree => Missing("FastTreeNative", typeof(FastTreeBinaryTrainer));

    /// <summary>LightGBM's, where it cannot be loaded; else null.</summary>
    public static string? MissingForLightGbm => Missing("lib_lightgbm", typeof(LightGbmBinaryTrainer));

    /// <summary>Looks where a call from <paramref name="caller"/> into the library would; loads what it finds, for that call.</summary>
    internal static string? Missing(string library, Type caller) => NativeLibrary.TryLoad(library, caller.Assembly, null, out _) ? null : library;
}
