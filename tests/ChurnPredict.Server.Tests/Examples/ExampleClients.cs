using System.Diagnostics;

namespace ChurnPredict.Server.Tests.Examples;

/// <summary>Runs the example clients as their README says.</summary>
internal static class ExampleClients
{
    private const string Plugin = "/usr/bin/grpc_python_plugin";

    /// <summary>The repository.</summary>
    public static readonly string Root = FindRoot();

    private static readonly string NodeModules = Path.Combine(Root, "tests", "ChurnPredict.Transport.Tests", "node_modules");
    private static readonly string Folder = Path.Combine(Root, "src", "ChurnPredict.Contracts", "examples");

    /// <summary>What is not installed; null when everything is.</summary>
    public static string? Missing => new[]
    {
        Path.Combine(NodeModules, "@grpc", "grpc-js"), "/usr/bin/protoc", "/usr/include/google/protobuf/any.proto", Plugin,
        "/usr/lib/python3/dist-packages/grpc",
    }.FirstOrDefault(path => !Path.Exists(path));

    public static Task<string> RunNodeAsync(string address, string customerId) => RunAsync("node", [Path.Combine(Folder, "score.js"), address, customerId], "");

    /// <summary>Asks by grpc-js over TLS which model is served: its id, or the name of the status.</summary>
    /// <param name="address">Host and port.</param>
    /// <param name="credentials">PEM files: trusted authorities, and optionally the client's key and certificate.</param>
    public static Task<string> RunSecureNodeAsync(string address, params string[] credentials) => RunAsync(
        "node", [Path.Combine(Root, "tests", "ChurnPredict.Server.Tests", "Security", "secure-client.js"), address, Path.Combine(Root, "protos"), .. credentials], "");

    public static async Task<string> RunPythonAsync(string address, string customerId)
    {
        using var generated = new TestFolder();
        string[] protos = ["google/rpc/status.proto", .. new[] { "churn_prediction", "customer_history", "customer_score", "model_info" }.Select(name => $"churnpredict/v1/{name}.proto")];
        Assert.Equal("", await RunAsync(
            "/usr/bin/protoc",
            ["-I", Path.Combine(Root, "protos"), $"--plugin=protoc-gen-grpc={Plugin}", $"--python_out={generated.Path}", $"--grpc_out={generated.Path}", .. protos],
            ""));
        return await RunAsync("/usr/bin/python3", [Path.Combine(Folder, "score.py"), address, customerId], generated.Path);
    }

    /// <summary>Sets what the clients' programs need to find their packages and the loopback.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        // Loopback goes through no proxy, whatever the machine's settings say.
        start.Environment["no_proxy"] = start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["NODE_PATH"] = NodeModules;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string pythonPath)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Prepare(start);
        start.Environment["PYTHONPATH"] = pythonPath;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
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
