namespace ChurnPredict.Transport.Tests;

/// <summary>One run of each client over each transport, shared by the tests of its checks.</summary>
public sealed class ForeignClientRuns : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("churnpredict-foreign-");
    private readonly Dictionary<(string Client, string Transport), Task<string>> _runs = [];

    /// <summary>What a client printed.</summary>
    internal Task<string> OutputOf(string client, string transport) => _runs[(client, transport)];

    public async Task InitializeAsync()
    {
        if (ForeignClient.Missing is not null)
            return;
        await _server.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        var certificate = Path.Combine(_folder.FullName, "certificate.pem");
        await File.WriteAllTextAsync(certificate, _server.Certificate.ExportCertificatePem());
        var generated = _folder.CreateSubdirectory("generated").FullName;
        var said = await ForeignClient.GeneratePythonAsync(generated);
        Assert.Equal("", said);
        // One after the other, since the long streams watch the server's memory.
        await RunAsync("node", "h2c", ForeignClient.RunNodeAsync(_server.Address.Authority, "--long"));
        await RunAsync("node", "tls", ForeignClient.RunNodeAsync(_server.TlsAddress.Authority, "--tls", certificate));
        await RunAsync("python", "h2c", ForeignClient.RunPythonAsync(_server.Address.Authority, generated, "--long"));
        await RunAsync("python", "tls", ForeignClient.RunPythonAsync(_server.TlsAddress.Authority, generated, "--tls", certificate));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(string client, string transport, Task<string> run)
    {
        _runs[(client, transport)] = run;
        await run;
    }
}
