using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChurnPredict.Retention;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Pages;
using ChurnPredict.Server.Security;
using ChurnPredict.Server.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ChurnPredict.Server.Serving;

/// <summary>Puts the server together from its settings.</summary>
internal static class ServerHost
{
    private const string HealthCheckLog = "Microsoft.Extensions.Diagnostics.HealthChecks";
    private const int MaximumRequestBytes = 4 * 1024 * 1024;

    /// <summary>Names on the command line, in environment variables behind <c>CHURNPREDICT_</c>, and in appsettings.json.</summary>
    public static ServerSettings ReadSettings(string[] args)
    {
        var options = Normalise(args);
        RefuseUnknown(args, options);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("CHURNPREDICT_")
            .AddCommandLine(options)
            .Build();
        var settings = Bind(configuration);
        settings.ThrowIfInvalid();
        return settings;
    }

    private static ServerSettings Bind(IConfigurationRoot configuration)
    {
        try
        {
            return configuration.Get<ServerSettings>() ?? new ServerSettings();
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidServerSettingsException($"found a setting of the wrong kind, expected numbers, and true or false for --insecure: {exception.Message}");
        }
    }

    /// <summary>A misspelt option would go unnoticed: <c>--token</c> for <c>--tokens</c> would serve everybody.</summary>
    private static void RefuseUnknown(string[] args, string[] options)
    {
        string[] known = [.. typeof(ServerSettings).GetProperties().Select(property => $"--{property.Name}")];
        for (var index = 0; index < args.Length; index++)
        {
            if (!args[index].StartsWith("--", StringComparison.Ordinal))
                throw new InvalidServerSettingsException($"found '{args[index]}', expected an option such as --history DIR");
            var parts = options[index].Split('=', 2);
            if (!known.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
                throw new InvalidServerSettingsException($"found the option {args[index].Split('=')[0]}, expected one of those in --help");
            if (parts.Length == 2) continue;
            if (++index == args.Length || args[index].StartsWith("--", StringComparison.Ordinal))
                throw new InvalidServerSettingsException($"{args[index - 1]}: found no value, expected one");
        }
    }

    /// <exception cref="InvalidCustomerDataException">The action catalogue is wrong; it is read again with each model's features.</exception>
    public static WebApplication Build(ServerSettings settings)
    {
        if (settings.Catalogue is { } catalogue) ActionCatalogue.ReadFrom(catalogue);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // What is wrong is logged once by who finds it; a balancer that asks every second would fill the log while a model is read.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("ChurnPredict", LogLevel.Information).AddFilter(HealthCheckLog, LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.WebHost.UseKestrelHttpsConfiguration();
        AddServices(builder.Services, settings);
        var application = builder.Build();
        application.MapGrpcService<ChurnPredictionService>();
        application.MapGrpcHealthChecksService();
        application.MapGrpcReflectionService();
        application.MapGet("/", (ServingState state) => Results.Content(StatusPage.Render(state, settings), "text/html; charset=utf-8"));
        application.MapHealthChecks("/healthz");
        return application;
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ServingState>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<ServerMetrics>();
        // Read now: a broken file is a reason not to start, not one to fail every call.
        var tokens = settings.Tokens is { } path ? TokenFile.Read(path) : null;
        services.AddSingleton(provider => new CallGate(settings, tokens, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReloadService>();
        services.AddHostedService(provider => provider.GetRequiredService<ReloadService>());
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MaximumRequestBytes;
            options.Interceptors.Add<CallInterceptor>();
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(health => health.Services.Map(Contracts.V1.ChurnPrediction.Descriptor.FullName, _ => true)).AddCheck<ModelHealthCheck>("model");
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }) services.AddSingleton(_ => Exporters());
    }

    private static OpenTelemetrySdk Exporters() => OpenTelemetrySdk.Create(telemetry => telemetry
        .WithMetrics(metrics => metrics.AddMeter(ServerMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel").AddOtlpExporter())
        .WithTracing(tracing => tracing.AddSource(ServerMetrics.Name, "Microsoft.AspNetCore").AddOtlpExporter()));

    private static void Listen(KestrelServerOptions kestrel, ServerSettings settings)
    {
        foreach (var address in ServerSettings.Addresses(settings.Urls)) Listen(kestrel, address, HttpProtocols.Http2, settings);
        foreach (var address in ServerSettings.Addresses(settings.WebUrls ?? "")) Listen(kestrel, address, HttpProtocols.Http1, settings);
    }

    private static void Listen(KestrelServerOptions kestrel, Uri address, HttpProtocols protocols, ServerSettings settings)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            if (address.Scheme == Uri.UriSchemeHttps) listen.UseHttps(https => Secure(https, settings));
        }

        if (address.Host == "localhost") kestrel.ListenLocalhost(address.Port, Configure);
        else if (System.Net.IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)) kestrel.Listen(ip, address.Port, Configure);
        else kestrel.ListenAnyIP(address.Port, Configure);
    }

    private static void Secure(HttpsConnectionAdapterOptions https, ServerSettings settings)
    {
        var path = settings.Certificate ?? throw new InvalidServerSettingsException("--certificate: found none, expected a PEM or .pfx file for an https address");
        https.ServerCertificate = ReadCertificate(path, settings.CertificateKey);
        if (settings.ClientCertificates is not { } authorities) return;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(authorities);
        if (trusted.Count == 0) throw new InvalidServerSettingsException($"--client-certificates: found no certificate in {authorities}, expected those of the authorities");
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => IsSignedBy(certificate, trusted);
    }

    private static X509Certificate2 ReadCertificate(string path, string? keyPath)
    {
        try
        {
            return path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase)
                ? X509CertificateLoader.LoadPkcs12FromFile(path, null)
                : X509Certificate2.CreateFromPemFile(path, keyPath);
        }
        catch (CryptographicException)
        {
            throw new InvalidServerSettingsException($"--certificate: found no certificate with its key in {path}, expected PEM or .pfx; --certificate-key names a key that is apart");
        }
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    /// <summary><c>--web-urls X</c> as the setting WebUrls; <c>--insecure</c> alone as true.</summary>
    private static string[] Normalise(string[] args) =>
    [
        .. args.Select((argument, index) =>
        {
            if (!argument.StartsWith("--", StringComparison.Ordinal)) return argument;
            var name = argument.Split('=', 2);
            var joined = name[0].Replace("-", "", StringComparison.Ordinal);
            var isSwitch = joined == "insecure" && name.Length == 1 && (index + 1 == args.Length || args[index + 1].StartsWith("--", StringComparison.Ordinal));
            return $"--{joined}{(isSwitch ? "=true" : name.Length == 2 ? "=" + name[1] : "")}";
        }),
    ];
}
