using ChurnPredict.Parquet;
using ChurnPredict.Server.Telemetry;

namespace ChurnPredict.Server.Serving;

/// <summary>Watches the champion and the history: loads the new beside the old, verifies it, swaps; a bad new one leaves the old in place.</summary>
internal sealed class ReloadService(ServingState state, ModelLoader loader, ServerSettings settings, ILogger<ReloadService> logger) : BackgroundService
{
    private string? _championTried;
    private string? _historyStamp;

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

    /// <summary>Loads what is new since the last look.</summary>
    public void LookAgain()
    {
        try
        {
            var champion = loader.ChampionId();
            var stamp = loader.HistoryStamp();
            if (champion is null || (champion == _championTried && stamp == _historyStamp)) return;
            var isNewHistory = stamp != _historyStamp;
            (_championTried, _historyStamp) = (champion, stamp);
            // Beside the history: the files of a model are read on one thread.
            var reading = Task.Run(() => loader.ReadModel(champion));
            var store = isNewHistory || state.Current is null ? loader.LoadHistory() : state.Current.Store;
            var served = loader.Load(reading.GetAwaiter().GetResult(), store);
            state.Serve(served);
            ServerLog.Serving(logger, served.ModelId, served.Store.CustomerCount, served.DefaultAsOf.Date);
        }
        catch (Exception exception) when (exception is InvalidModelFileException or InvalidCustomerDataException or InvalidParquetFileException or IOException or UnauthorizedAccessException)
        {
            state.Refuse(exception.Message);
            ServerLog.Refused(logger, state.Current?.ModelId ?? "none", exception.Message);
        }
    }
}
