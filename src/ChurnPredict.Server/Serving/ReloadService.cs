using ChurnPredict.Parquet;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Telemetry;

namespace ChurnPredict.Server.Serving;

/// <summary>Watches the champion and the history: loads the new beside the old, verifies it, swaps; a bad new one leaves the old in place.</summary>
internal sealed class ReloadService(ServingState state, ModelLoader loader, ServerSettings settings, ILogger<ReloadService> logger) : BackgroundService
{
    private (string Champion, string Model, string History)? _tried;
    private (string Champion, string Model, string History)? _served;
    private bool _isWaiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.WatchMilliseconds));
        do
        {
            LookAgain();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>Loads what is new since the last look; what was refused is tried again when one of its files has changed.</summary>
    public void LookAgain()
    {
        try
        {
            if (loader.ChampionId() is not { } champion)
            {
                if (!_isWaiting && state.Current is null) ServerLog.Waiting(logger, settings.Models);
                _isWaiting = true;
                return;
            }

            var seen = (champion, loader.ModelStamp(champion), loader.HistoryStamp());
            var isTried = seen == _tried;
            _tried = seen;
            if (seen == _served) state.Accept();
            else if (!isTried) Load(champion, seen);
        }
        catch (Exception exception) when (exception is InvalidModelFileException or InvalidCustomerDataException or InvalidParquetFileException or IOException or UnauthorizedAccessException)
        {
            Refuse(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A mistake of ours must not take down what is served; the message could hold customer data.
            Refuse($"an unforeseen {exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name}");
        }
    }

    private void Load(string champion, (string Champion, string Model, string History) seen)
    {
        state.StartReading();
        // Beside the history: the files of a model are read on one thread.
        var reading = Task.Run(() => loader.ReadModel(champion));
        var store = state.Current is { } current && _served?.History == seen.History ? current.Store : loader.LoadHistory();
        var served = loader.Load(reading.GetAwaiter().GetResult(), store);
        state.Serve(served);
        _served = seen;
        ServerLog.Serving(logger, served.ModelId, served.Store.CustomerCount, AnswerWriter.Iso(served.DefaultAsOf.Date));
    }

    /// <summary>Logs each problem once, however often it is seen.</summary>
    private void Refuse(string problem)
    {
        if (state.Problem != problem) ServerLog.Refused(logger, state.Current?.ModelId ?? "none", problem);
        state.Refuse(problem);
    }
}
