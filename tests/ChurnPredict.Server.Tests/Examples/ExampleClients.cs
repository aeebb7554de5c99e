using System.Diagnostics;

namespace ChurnPredict.Server.Tests.Examples;

/// <summary>Runs the example clients as their README says.</summary>
internal static class ExampleClients
{
    private const string Plugin = "/usr/bin/grpc_python_plugin";

    private static readonly string Root = FindRoot();
    private static readonly string NodeModules = Path.Combine(Root, "tests", "ChurnPredict.Transport.Tests", "node_modules");
    private static readonly string Folder = Path.Combine(Root, "src", "ChurnPredict.Contracts", "examples");

    /// <summary>What is not installed; null when everything is.</summary>
    public static string? Missing =>
        new[] { Path.Combine(NodeModules, "@grpc", "grpc-js"), "/usr/bin/protoc", Plugin, "/usr/lib/python3/dist-packages/grpc" }.FirstOrDefault(path => !Path.Exists(path));

    public static Task<string> RunNodeAsync(string address, string customerId) => RunAsync("node", [Path.Combine(Folder, "score.js"), address, customerId], "");

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

    private static async Task<string> RunAsync(string program, string[] arguments, string pythonPath)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Loopback goes through no proxy, whatever the machine's settings say.
        start.Environment["no_proxy"] = start.Environment["NO_PROXY"] = "*";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONPATH"] = pythonPath;
        start.Environment["NODE_PATH"] = NodeModules;
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
