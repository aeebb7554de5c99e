using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting.Tests;

/// <summary>Other engines, run as processes of their own on files in a folder.</summary>
internal static class PeerTools
{
    private static readonly string Folder = FindFolder();

    /// <summary>Debian's interpreter: the one that python3-xgboost is installed for.</summary>
    public const string Python = "/usr/bin/python3";

    public static bool HasXGBoost { get; } = File.Exists(Python) && TryRun(Python, "-c", "import xgboost");

    public static bool HasOnnxRuntime { get; } = Directory.Exists(Path.Combine(Folder, "node_modules", "onnxruntime-node"));

    public static void XGBoost(params string[] arguments) => Run(Python, [Path.Combine(Folder, "xgboost_peer.py"), .. arguments]);

    public static void Onnx(params string[] arguments) => Run("node", [Path.Combine(Folder, "onnx_peer.mjs"), .. arguments]);

    public static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    public static void WriteRows(string path, FeatureMatrix rows) => File.WriteAllBytes(path, MemoryMarshal.AsBytes(rows.Values.AsSpan()));

    private static void Run(string file, params string[] arguments)
    {
        var (code, errors) = Start(file, arguments);
        Assert.True(code == 0, errors);
    }

    private static bool TryRun(string file, params string[] arguments) => Start(file, arguments).Code == 0;

    private static (int Code, string Errors) Start(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChurnPredict.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "ChurnPredict.Boosting.Tests", "Peers");
    }
}
