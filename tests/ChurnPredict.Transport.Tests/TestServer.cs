using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport.Tests;

/// <summary>Kestrel on loopback with the test service: h2c, TLS and HTTP/1.1 each on a port of its own.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private WebApplication? _application;

    internal TestCounters Counters { get; } = new();

    internal X509Certificate2 Certificate { get; } = TestCertificate.Create();

    internal RecordingLogger Log { get; } = new();

    internal Uri Address => new(_application!.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal)));

    internal Uri TlsAddress => new(_application!.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal)));

    internal WebApplication Application => _application!;

    public Task InitializeAsync() => StartAsync(_ => { });

    internal async Task StartAsync(Action<GrpcServiceOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate));
        });
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddSingleton(Counters);
        builder.Services.AddGrpc(configure);
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks().AddCheck("test", () => HealthCheckResult.Healthy());
        _application = builder.Build();
        _application.MapGrpcService<TestService>();
        _application.MapGrpcService<FixedPrediction>();
        _application.MapGrpcHealthChecksService();
        _application.MapGrpcReflectionService();
        await _application.StartAsync();
    }

    /// <summary>Waits until something is so; gives up after half a minute.</summary>
    internal static async Task EventuallyAsync(Func<bool> isSo)
    {
        for (var attempt = 0; attempt < 600 && !isSo(); attempt++)
            await Task.Delay(50);
        Assert.True(isSo());
    }

    /// <summary>A handler that trusts this server's certificate and no other.</summary>
    internal SocketsHttpHandler CreateTlsHandler() => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, found, _, _) => Certificate.Equals(found),
        },
    };

    internal GrpcChannel CreateChannel(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
    }
}
