using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Server.Tests;

/// <summary>A small generated history and a model trained on it once, served; beside it what batch scoring says, from the same files.</summary>
public sealed class ServedHistory : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("churnpredict-server-");
    private RunningServer? _server;

    internal string History => Path.Combine(_folder.FullName, "history");

    internal string Models => Path.Combine(_folder.FullName, "models");

    internal string ModelId { get; private set; } = "";

    internal ServerSettings Settings => new() { History = History, Models = Models };

    internal RunningServer Server => _server!;

    internal EventStore Store { get; private set; } = null!;

    internal CustomerScorer Scorer { get; private set; } = null!;

    internal ActionPlanner Planner { get; private set; } = null!;

    internal AsOfDate DefaultAsOf => Store.TimeAxis.AsOf(Store.TimeAxis.LocalDate(Store.LastEventAt).AddDays(1));

    /// <summary>The trained model, for writing it under further ids.</summary>
    internal TrainedModel Model { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        new HistoryGenerator(new GenerationOptions { CustomerCount = 400, Months = 14, Seed = 5 }).Write(History);
        using var source = HistoryReader.Open(History);
        var trained = new ModelTrainer(new TrainingOptions { ThreadCount = 2, MaximumSnapshots = 3 }).Train(source);
        var library = new ModelLibrary(Models);
        ModelId = ModelFolder.Write(library, trained, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        library.Promote(ModelId, "first", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        (_, Model) = ModelFolder.Read(library, ModelId);
        Store = ((InMemoryHistory)source).Store;
        Scorer = new CustomerScorer(Model, ModelId, Store.Description);
        Planner = new ActionPlanner(ActionCatalogue.ReadBuiltIn(), Scorer.Schema, Store.Description);
        _server = await RunningServer.StartAsync(Settings);
        await _server.WaitForModelAsync(ModelId);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
