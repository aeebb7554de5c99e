namespace ChurnPredict.Server.Telemetry;

/// <summary>Everything the server logs; never customer data.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "serving model {ModelId} over {Customers} customers as of {AsOf}")]
    public static partial void Serving(ILogger logger, string modelId, int customers, string asOf);

    [LoggerMessage(2, LogLevel.Error, "new model or history refused, still serving {ModelId}: {Problem}")]
    public static partial void Refused(ILogger logger, string modelId, string problem);

    [LoggerMessage(3, LogLevel.Critical, "the server does not start: {Problem}")]
    public static partial void NotStarted(ILogger logger, string problem);

    [LoggerMessage(4, LogLevel.Warning, "no champion in {Models} yet; serving begins when one is promoted there")]
    public static partial void Waiting(ILogger logger, string models);

    [LoggerMessage(5, LogLevel.Warning, "{Rows} rows of the history lie in the future; it counts as known until {AsOf}, churnpredict inspect says more")]
    public static partial void InFuture(ILogger logger, long rows, string asOf);

    [LoggerMessage(6, LogLevel.Warning, "the last event of the history is of {LastEvent}, long before {AsOf}, as of which --as-of now scores: customers look silent who may not be; expected a history that is up to date, or no --as-of")]
    public static partial void LongPast(ILogger logger, string lastEvent, string asOf);
}
