using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Telemetry;

namespace ChurnPredict.Server.Serving;

/// <summary>Loads a model and the history, and scores a canary sample before anybody is answered from them.</summary>
internal sealed class ModelLoader(ServerSettings settings, TimeProvider clock, ILogger<ModelLoader> logger)
{
    private const int CanaryCustomers = 50;
    private const int LongPastDays = 30;

    /// <summary>The champion's id; null when there is none yet.</summary>
    public string? ChampionId() => new ModelLibrary(settings.Models).ChampionId();

    /// <summary>Changes whenever a file of the history does.</summary>
    public string HistoryStamp() => StampOf(settings.History!);

    /// <summary>Changes whenever a file of a model does; empty while there is no such model.</summary>
    public string ModelStamp(string modelId)
    {
        // An id that is a path would lead elsewhere; it is refused when it is read.
        var folder = Path.Combine(settings.Models, Path.GetFileName(modelId));
        return modelId.Length > 0 && Path.GetFileName(modelId) == modelId && Directory.Exists(folder) ? StampOf(folder) : "";
    }

    public EventStore LoadHistory()
    {
        var source = HistoryReader.Open(settings.History!, new HistoryReaderOptions { ThreadCount = settings.Threads, NeedsLabel = false, Now = clock.GetUtcNow() });
        var rowsInFuture = source.Quality.Tables.Sum(table => table.RowsInFuture);
        if (rowsInFuture > 0) ServerLog.InFuture(logger, rowsInFuture, AnswerWriter.Iso(source.DayAfterLastEvent.Date));
        return source is InMemoryHistory memory ? memory.Store : source.Parts().Single();
    }

    /// <summary>Reads a model and verifies its files.</summary>
    /// <exception cref="InvalidModelFileException">The model is absent or damaged.</exception>
    public (string Id, TrainedModel Model) ReadModel(string modelId) => ModelFolder.Read(new ModelLibrary(settings.Models), modelId);

    /// <summary>Makes a model ready to answer from a history.</summary>
    /// <exception cref="InvalidModelFileException">The model does not fit the history, or scores nonsense.</exception>
    public ServedModel Load((string Id, TrainedModel Model) read, EventStore store)
    {
        var (id, model) = read;
        if (model.Manifest.TimeZone != store.TimeAxis.ZoneId)
            throw new InvalidModelFileException($"model {id}: found time zone {model.Manifest.TimeZone}, expected the history's, {store.TimeAxis.ZoneId}");
        if (model.Manifest.Mismatch(store.Description) is { } mistake) throw new InvalidModelFileException($"model {id}: {mistake}");
        var catalogue = settings.Catalogue is { } path ? ActionCatalogue.ReadFrom(path, model.Schema) : ActionCatalogue.ReadBuiltIn();
        var served = new ServedModel(
            id,
            model,
            store,
            new CustomerScorer(model, id, store.Description),
            new ActionPlanner(catalogue, model.Schema, store.Description),
            new DefaultDate(store, settings.AsOf == ServerSettings.Today ? clock : null),
            clock.GetUtcNow());
        ScoreCanaries(served);
        if (settings.AsOf == ServerSettings.Today) TellOfAge(served);
        return served;
    }

    /// <summary>As of now, everybody falls silent behind a history that nobody brings up to date.</summary>
    private void TellOfAge(ServedModel served)
    {
        var lastEvent = served.Store.TimeAxis.LocalDate(served.Store.LastEventAt);
        var asOf = served.DefaultAsOf.Date;
        if (asOf.DayNumber - lastEvent.DayNumber > LongPastDays) ServerLog.LongPast(logger, AnswerWriter.Iso(lastEvent), AnswerWriter.Iso(asOf));
    }

    private static string StampOf(string folder) => string.Join('|', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => new FileInfo(file))
        .Select(file => $"{file.FullName}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));

    private static void ScoreCanaries(ServedModel served)
    {
        var count = Math.Min(CanaryCustomers, served.Store.CustomerCount);
        for (var index = 0; index < count; index++)
        {
            var history = served.Store.Customer((int)((long)index * served.Store.CustomerCount / count));
            var score = served.Scorer.Score(history, served.DefaultAsOf);
            _ = served.Planner.Plan(score, history);
            if (score.ChurnProbability is { } probability && !(probability is > 0 and < 1))
                throw new InvalidModelFileException($"model {served.ModelId}: a canary got the churn probability {probability}, expected one between 0 and 1");
        }
    }
}
