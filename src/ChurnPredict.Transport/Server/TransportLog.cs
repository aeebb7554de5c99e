using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

/// <summary>What the server says about calls; never anything out of a message.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(1, LogLevel.Debug, "The call of {Method} ended with {StatusCode}")]
    public static partial void HandlerEndedCall(
        ILogger logger, string method, StatusCode statusCode, Exception? exception);

    [LoggerMessage(2, LogLevel.Debug, "The client gave up the call of {Method}")]
    public static partial void CallCancelled(ILogger logger, string method);

    [LoggerMessage(3, LogLevel.Error, "The handler of {Method} threw an exception")]
    public static partial void HandlerThrew(ILogger logger, Exception exception, string method);

    [LoggerMessage(4, LogLevel.Debug, "The deadline of a call of {Method} passed")]
    public static partial void DeadlinePassed(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Debug, "The client of {Method} could not be told that its deadline passed")]
    public static partial void DeadlineNotDelivered(ILogger logger, Exception exception, string method);

    [LoggerMessage(6, LogLevel.Error, "The trailer {Trailer} of {Method} cannot be sent")]
    public static partial void TrailerRefused(ILogger logger, Exception exception, string trailer, string method);

}
