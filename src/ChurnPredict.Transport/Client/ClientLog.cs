using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

/// <summary>What a channel says.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning, "The credentials of a call of {Method} were not sent because the channel has no TLS")]
    public static partial void CredentialsNotSent(ILogger logger, string method);
}
