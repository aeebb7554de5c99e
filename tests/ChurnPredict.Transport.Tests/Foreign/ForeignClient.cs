using System.Diagnostics;

namespace ChurnPredict.Transport.Tests;

/// <summary>Runs the clients that are not ours.</summary>
internal static class ForeignClient
{
    private const string Python = "/usr/bin/python3";
    private const string PythonPlugin = "/usr/bin/grpc_python_plugin";

    private static readonly string[] Protos =
    [
        "transport_test.proto", "grpc/health/v1/health.proto", "grpc/reflection/v1/reflection.proto",
        "grpc/reflection/v1alpha/reflection.proto",
    ];

    private static readonly string Root = FindRoot();

    private static readonly string Folder = Path.Combine(Root, "tests", "ChurnPredict.Transport.Tests");

    /// <summary>What is not installed; null when everything is.</summary>
    public static string? Missing => new[]
    {
        Path.Combine(Folder, "node_modules", "@grpc", "grpc-js"), "/usr/bin/protoc", PythonPlugin,
        "/usr/lib/python3/dist-packages/grpc",
    }.FirstOrDefault(path => !Path.Exists(path));

    public static Task<string> RunNodeAsync(string address, params string[] options) =>
        RunAsync("node", [Path.Combine(Folder, "Foreign", "client.mjs"), address, Path.Combine(Folder, "Protos"), Path.Combine(Root, "protos"), .. options]);

    /// <summary>Compiles the protos for Python into a folder.</summary>
    public static Task<string> GeneratePythonAsync(string target) => RunAsync("/usr/bin/protoc",
    [
        "-I", Path.Combine(Folder, "Protos"), "-I", Path.Combine(Root, "protos"), $"--plugin=protoc-gen-grpc={PythonPlugin}",
        $"--python_out={target}", $"--grpc_out={target}", .. Protos,
    ]);

    public static Task<string> RunPythonAsync(string address, string generated, params string[] options) =>
        RunAsync(Python, [Path.Combine(Folder, "Foreign", "client.py"), address, generated, .. options]);

    /// <summary>Everything that a process says, on both of its outputs.</summary>
    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Loopback goes through no proxy, whatever the machine's settings say.
        start.Environment["no_proxy"] = start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return await output + await errors;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ChurnPredict.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }
}
