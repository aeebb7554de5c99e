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

    private static readonly string[] ExampleProtos =
    [
        "google/rpc/status.proto", "churnpredict/v1/churn_prediction.proto", "churnpredict/v1/customer_history.proto",
        "churnpredict/v1/customer_score.proto", "churnpredict/v1/model_info.proto",
    ];

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ChurnPredict.Transport.Tests");

    /// <summary>What is not installed; null when everything is.</summary>
    public static string? Missing => new[]
    {
        Path.Combine(Folder, "node_modules", "@grpc", "grpc-js"), "/usr/bin/protoc", "/usr/include/google/protobuf/any.proto",
        PythonPlugin, "/usr/lib/python3/dist-packages/grpc",
    }.FirstOrDefault(path => !Path.Exists(path));

    public static Task<string> RunNodeAsync(string address, params string[] options) =>
        RunAsync("node", [Path.Combine(Folder, "Foreign", "client.mjs"), address, Path.Combine(Folder, "Protos"), Path.Combine(Repository.Root, "protos"), .. options]);

    /// <summary>Compiles the protos for Python into a folder.</summary>
    public static Task<string> GeneratePythonAsync(string target) => GeneratePythonAsync(target, Protos);

    private static Task<string> GeneratePythonAsync(string target, string[] protos) => RunAsync("/usr/bin/protoc",
    [
        "-I", Path.Combine(Folder, "Protos"), "-I", Path.Combine(Repository.Root, "protos"), $"--plugin=protoc-gen-grpc={PythonPlugin}",
        $"--python_out={target}", $"--grpc_out={target}", .. protos,
    ]);

    public static Task<string> RunPythonAsync(string address, string generated, params string[] options) =>
        RunAsync(Python, [Path.Combine(Folder, "Foreign", "client.py"), address, generated, .. options]);

    /// <summary>Runs an example of src/ChurnPredict.Contracts/examples as its README says.</summary>
    public static async Task<string> RunExampleAsync(string client, string address, string customerId)
    {
        var example = Path.Combine(Repository.Root, "src", "ChurnPredict.Contracts", "examples", "score");
        if (client == "node")
            return await RunAsync("node", [$"{example}.js", address, customerId]);
        var generated = Directory.CreateTempSubdirectory("churnpredict-example-");
        var said = await GeneratePythonAsync(generated.FullName, ExampleProtos);
        var output = await RunAsync(Python, [$"{example}.py", address, customerId], generated.FullName);
        generated.Delete(recursive: true);
        return said + output;
    }

    /// <summary>Everything that a process says, on both of its outputs.</summary>
    private static async Task<string> RunAsync(string program, string[] arguments, string pythonPath = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Loopback goes through no proxy, whatever the machine's settings say.
        start.Environment["no_proxy"] = start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONPATH"] = pythonPath;
        start.Environment["NODE_PATH"] = Path.Combine(Folder, "node_modules");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        // A run takes seconds; on a machine that gave a tenth of a core the long streams took over four minutes.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
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
}
