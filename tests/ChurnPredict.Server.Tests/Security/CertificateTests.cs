using ChurnPredict.Server.Tests.Examples;

namespace ChurnPredict.Server.Tests.Security;

[Collection(ServedHistoryGroup.Name)]
public sealed class CertificateTests(ServedHistory served) : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ExampleFact]
    public async Task Call_OverTls_IsAnsweredToWhoTrustsTheAuthority()
    {
        using var authority = new TestAuthority(_folder, "authority");
        using var stranger = new TestAuthority(_folder, "stranger");
        var (certificate, key) = authority.Issue("server");
        await using var server = await StartAsync(certificate, key, null);

        Assert.Equal(served.ModelId, await AskAsync(server, authority.Write()));
        Assert.Equal("UNAVAILABLE", await AskAsync(server, stranger.Write()));
    }

    [ExampleFact]
    public async Task Call_WhereClientCertificatesAreAskedFor_IsAnsweredToThoseOfTheAuthorityAlone()
    {
        using var authority = new TestAuthority(_folder, "authority");
        using var stranger = new TestAuthority(_folder, "stranger");
        var (certificate, key) = authority.Issue("server");
        var (trusted, unknown) = (authority.Issue("client"), stranger.Issue("unknown"));
        var expired = authority.Issue("expired", TimeProvider.System.GetUtcNow().AddMinutes(-5));
        var authorities = authority.Write();
        await using var server = await StartAsync(certificate, key, authorities);

        Assert.Equal(served.ModelId, await AskAsync(server, authorities, trusted.Key, trusted.Certificate));
        Assert.Equal("UNAVAILABLE", await AskAsync(server, authorities));
        Assert.Equal("UNAVAILABLE", await AskAsync(server, authorities, unknown.Key, unknown.Certificate));
        Assert.Equal("UNAVAILABLE", await AskAsync(server, authorities, expired.Key, expired.Certificate));
    }

    /// <summary>The first line: node's own warnings come behind.</summary>
    private static async Task<string> AskAsync(RunningServer server, params string[] credentials) =>
        (await ExampleClients.RunSecureNodeAsync(server.Address.Authority, credentials)).Split('\n')[0];

    private async Task<RunningServer> StartAsync(string certificate, string key, string? authorities)
    {
        var server = await RunningServer.StartAsync(served.Settings with { Certificate = certificate, CertificateKey = key, ClientCertificates = authorities });
        await server.WaitForHealthAsync("Healthy");
        return server;
    }
}
