using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Commands;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>What tiers are compared with: an earlier score file whose tiers hold, and a score file or model since which changes count.</summary>
internal sealed class TierComparison
{
    private readonly FileTiers? _since;
    private readonly (string Id, Learning.TrainedModel Model)? _sinceModel;

    private TierComparison(FileTiers? held, FileTiers? since, (string Id, Learning.TrainedModel Model)? sinceModel) =>
        (Held, _since, _sinceModel) = (held, since, sinceModel);

    /// <summary>The tiers that hold; null = none.</summary>
    public FileTiers? Held { get; }

    /// <exception cref="WrongUsageException">A file that does not exist.</exception>
    public static TierComparison Read(ModelLibrary library, string? previous, string? changedSince)
    {
        if (previous is not null && !File.Exists(previous)) throw new WrongUsageException($"--previous: found no file {previous}, expected a score file");
        var held = previous is null ? null : FileTiers.Read(previous);
        if (changedSince is null) return new TierComparison(held, null, null);
        if (!File.Exists(changedSince)) return new TierComparison(held, null, ReadModel(library, changedSince));
        var since = FileTiers.Read(changedSince);
        return new TierComparison(held ?? since, since, null);
    }

    /// <summary>The tiers since which changes count; null = everyone is written.</summary>
    public ITiersBefore? ChangedSince(HistoryDescription description, int threadCount) => _sinceModel is { } other
        ? new ModelTiers(new CustomerScorer(other.Model, other.Id, description), threadCount)
        : _since;

    private static (string Id, Learning.TrainedModel Model) ReadModel(ModelLibrary library, string id) => library.Ids().Contains(id)
        ? ModelFolder.Read(library, id)
        : throw new WrongUsageException($"--changed-since: found neither a file {id} nor a model of that id in {library.Folder}, expected one of them");
}
