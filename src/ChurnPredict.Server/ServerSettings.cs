namespace ChurnPredict.Server;

/// <summary>What the server is told by the command line, the environment (<c>CHURNPREDICT_</c>…) and appsettings.json, checked at the start.</summary>
internal sealed record ServerSettings
{
    /// <summary>What <see cref="AsOf"/> says to score as of today.</summary>
    public const string Today = "now";

    /// <summary>The folder that holds model folders and the champion.</summary>
    public string Models { get; init; } = "models";

    /// <summary>The history folder.</summary>
    public string? History { get; init; }

    /// <summary>Where gRPC is spoken (HTTP/2).</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5001";

    /// <summary>Where the page and <c>/healthz</c> are served (HTTP/1.1); null = nowhere.</summary>
    public string? WebUrls { get; init; }

    /// <summary>A PEM certificate with its key for TLS, or a .pfx; null = plain.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of a PEM certificate, when it stands in a file of its own.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>A PEM file of the authorities whose client certificates are accepted; null = none are asked for.</summary>
    public string? ClientCertificates { get; init; }

    /// <summary>A file of hashed bearer tokens; null = none are asked for.</summary>
    public string? Tokens { get; init; }

    /// <summary>Serves without TLS or clients' credentials on addresses other than loopback.</summary>
    public bool Insecure { get; init; }

    /// <summary><c>now</c> scores as of today; otherwise as of the day after the last event.</summary>
    public string? AsOf { get; init; }

    /// <summary>An action catalogue; null = the built-in one.</summary>
    public string? Catalogue { get; init; }

    /// <summary>Threads for loading.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Calls in flight beyond which new ones are refused with RESOURCE_EXHAUSTED.</summary>
    public int MaximumCallsInFlight { get; init; } = 1_000;

    /// <summary>Open Watch calls of health beyond which new ones are refused with RESOURCE_EXHAUSTED, and as many calls of reflection;
    /// neither counts among <see cref="MaximumCallsInFlight"/>.</summary>
    public int MaximumWatchers { get; init; } = 100;

    /// <summary>How often the champion and the history are looked at, in milliseconds.</summary>
    public int WatchMilliseconds { get; init; } = 500;

    /// <summary>Settings that make no sense are refused, each by its name.</summary>
    /// <exception cref="InvalidServerSettingsException">A setting is missing or outside its range.</exception>
    public void ThrowIfInvalid()
    {
        if (string.IsNullOrEmpty(History)) throw new InvalidServerSettingsException("--history: found none, expected a history folder");
        if (!Directory.Exists(History)) throw new InvalidServerSettingsException($"--history: found no folder {History}, expected one");
        if (AsOf is not (null or Today)) throw new InvalidServerSettingsException($"--as-of: found '{AsOf}', expected now, or nothing for the day after the last event");
        if (Threads is < 1 or > 1024) throw new InvalidServerSettingsException($"--threads: found {Threads}, expected 1 to 1024");
        if (MaximumCallsInFlight < 1) throw new InvalidServerSettingsException($"--maximum-calls-in-flight: found {MaximumCallsInFlight}, expected at least 1");
        if (MaximumWatchers < 1) throw new InvalidServerSettingsException($"--maximum-watchers: found {MaximumWatchers}, expected at least 1");
        if (WatchMilliseconds is < 10 or > 86_400_000) throw new InvalidServerSettingsException($"--watch-milliseconds: found {WatchMilliseconds}, expected 10 to 86400000");
        foreach (var file in new[] { Certificate, CertificateKey, ClientCertificates, Tokens, Catalogue })
        {
            if (file is not null && !File.Exists(file)) throw new InvalidServerSettingsException($"found no file {file}, expected one");
        }

        var isOpen = Tokens is null && ClientCertificates is null;
        if (Addresses(Urls).Count == 0) throw new InvalidServerSettingsException("--urls: found no address, expected one such as http://127.0.0.1:5001");
        foreach (var url in Addresses(Urls))
        {
            if (ClientCertificates is not null && url.Scheme != Uri.UriSchemeHttps)
                throw new InvalidServerSettingsException($"--client-certificates: found the address {url}, expected https, as certificates are shown in TLS alone");
            if (isOpen && !Insecure && !url.IsLoopback)
                throw new InvalidServerSettingsException($"--urls: {url} is open to other machines without credentials; give --tokens or --client-certificates, or say --insecure");
        }

        foreach (var url in Addresses(WebUrls ?? ""))
        {
            if (ClientCertificates is not null && url.Scheme == Uri.UriSchemeHttps) continue;
            if (!Insecure && !url.IsLoopback)
                throw new InvalidServerSettingsException($"--web-urls: {url} shows model and figures to whoever reaches it, as the page asks for no token; expected an address of this machine, https with --client-certificates, or --insecure");
        }
    }

    /// <summary>The addresses of a list separated by semicolons.</summary>
    public static IReadOnlyList<Uri> Addresses(string urls) =>
    [
        .. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url =>
            Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
                ? address!
                : throw new InvalidServerSettingsException($"found the address '{url}', expected one such as http://127.0.0.1:5001")),
    ];
}
