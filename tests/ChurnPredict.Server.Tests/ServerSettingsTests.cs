using ChurnPredict.Server.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Server.Tests;

public sealed class ServerSettingsTests
{
    [Theory]
    [InlineData("--history", "")]
    [InlineData("--history", "nowhere/at/all")]
    [InlineData("--as-of", "yesterday")]
    [InlineData("--threads", "0")]
    [InlineData("--urls", "127.0.0.1:5001")]
    [InlineData("--web-urls", "ftp://127.0.0.1")]
    [InlineData("--tokens", "no-such-file")]
    [InlineData("--catalogue", "no-such-file")]
    [InlineData("--certificate", "no-such-file")]
    [InlineData("--urls", "http://0.0.0.0:5001")]
    [InlineData("--urls", "http://127.0.0.1:5001;http://192.0.2.1:5001")]
    [InlineData("--web-urls", "http://0.0.0.0:5002")]
    [InlineData("--urls", "")]
    [InlineData("--token", "misspelt")]
    [InlineData("--model", "misspelt")]
    [InlineData("stray", "words")]
    [InlineData("--threads", "abc")]
    [InlineData("--insecure", "maybe")]
    [InlineData("--watch-milliseconds", "99999999999")]
    [InlineData("--maximum-watchers", "0")]
    [InlineData("--tokens", "--insecure")]
    public void ReadSettings_ThatMakeNoSense_Refuses(string name, string value)
    {
        using var folder = new TestFolder();

        var exception = Assert.Throws<InvalidServerSettingsException>(() => ServerHost.ReadSettings(["--history", folder.Path, name, value]));

        Assert.Contains("expected", exception.Message.Replace("give --tokens", "expected", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadSettings_WithoutAHistory_Refuses()
    {
        Assert.Contains("--history", Assert.Throws<InvalidServerSettingsException>(() => ServerHost.ReadSettings([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadSettings_OfAnOpenAddress_TakesItWhenSaidToBeMeant()
    {
        using var folder = new TestFolder();

        var settings = ServerHost.ReadSettings(["--insecure", "--history", folder.Path, "--urls", "http://0.0.0.0:5001", "--web-urls=http://127.0.0.1:5002"]);

        Assert.True(settings.Insecure);
        Assert.Equal("http://127.0.0.1:5002", settings.WebUrls);
    }

    /// <summary>The page asks for no token, so that tokens are no reason to show it to everybody.</summary>
    [Fact]
    public void ReadSettings_OfAnOpenPageWithTokens_Refuses()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("tokens"), "");

        var exception = Assert.Throws<InvalidServerSettingsException>(() =>
            ServerHost.ReadSettings(["--history", folder.Path, "--tokens", folder.File("tokens"), "--web-urls", "http://0.0.0.0:5002"]));

        Assert.Contains("--web-urls", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadSettings_OfAnOpenAddressWithTokens_TakesIt()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("tokens"), "");

        var settings = ServerHost.ReadSettings(["--history", folder.Path, "--urls", "http://0.0.0.0:5001", "--tokens", folder.File("tokens")]);

        Assert.Equal(folder.File("tokens"), settings.Tokens);
    }

    [Fact]
    public void ReadSettings_OfClientCertificatesWithoutTls_Refuses()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("authorities.pem"), "");

        var exception = Assert.Throws<InvalidServerSettingsException>(() => ServerHost.ReadSettings(
            ["--history", folder.Path, "--urls", "http://0.0.0.0:5001", "--client-certificates", folder.File("authorities.pem")]));

        Assert.Contains("expected https", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OfABrokenTokenFile_Refuses()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("tokens"), "zz admin");

        var exception = Assert.Throws<InvalidServerSettingsException>(() => ServerHost.Build(
            new ServerSettings { History = folder.Path, Models = folder.Path, Tokens = folder.File("tokens") }));

        Assert.Contains("line 1", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever asks every second while a model is read must not fill the log.</summary>
    [Fact]
    public async Task Build_HealthThatIsAskedFor_IsNotLoggedAsAFailure()
    {
        using var folder = new TestFolder();

        await using var application = ServerHost.Build(new ServerSettings { History = folder.Path, Models = folder.Path });

        var loggers = application.Services.GetRequiredService<ILoggerFactory>();
        Assert.False(loggers.CreateLogger("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService").IsEnabled(LogLevel.Critical));
        Assert.True(loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task Build_OfAFileThatIsNoCertificate_Refuses()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("certificate.pem"), "no certificate");
        var settings = new ServerSettings { History = folder.Path, Models = folder.Path, Urls = "https://127.0.0.1:0", Certificate = folder.File("certificate.pem") };

        var exception = await Assert.ThrowsAsync<InvalidServerSettingsException>(async () =>
        {
            await using var application = ServerHost.Build(settings);
            await application.StartAsync();
        });

        Assert.Contains("found no certificate with its key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_OfAnHttpsAddressWithoutACertificate_Refuses()
    {
        using var folder = new TestFolder();
        var settings = new ServerSettings { History = folder.Path, Models = folder.Path, Urls = "https://127.0.0.1:5001" };

        await Assert.ThrowsAsync<InvalidServerSettingsException>(async () =>
        {
            await using var application = ServerHost.Build(settings);
            await application.StartAsync();
        });
    }
}
