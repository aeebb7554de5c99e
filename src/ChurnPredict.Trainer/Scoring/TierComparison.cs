using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

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

    /// <summary>Refuses a file of entirely other customers, which would change nothing and tell nobody, and says where it has few of them.</summary>
    /// <exception cref="InvalidCustomerDataException">None of the customers stands in the file.</exception>
    public void Check(Terminal terminal, HistorySource source)
    {
        // A file of changes is empty where there were none.
        foreach (var file in new[] { Held, _since }.OfType<FileTiers>().Distinct().Where(file => file.CustomerCount > 0))
        {
            var (known, seen) = Count(file, source);
            if (known == 0 && seen > 0)
            {
                throw new InvalidCustomerDataException(
                    FormattableString.Invariant($"{file.Path}: found none of the history's {seen:N0} customers, expected an earlier score file of the same customers"));
            }

            if (2L * known < seen)
                terminal.Error.WriteLine(FormattableString.Invariant($"note: {file.Path}: {known:N0} of {seen:N0} customers{LookedAt(seen, source.CustomerCount)} stand in it, the others have no earlier tier; is it of the same customers?"));
        }
    }

    /// <summary>A spilled history is not read to its end for a note.</summary>
    private static string LookedAt(int seen, int all) => seen == all ? "" : FormattableString.Invariant($" looked at, out of {all:N0},");

    /// <summary>Customers in the file among those of the first parts; one part with any is enough, as customers are spread by their hash.</summary>
    private static (int Known, int Seen) Count(FileTiers file, HistorySource source)
    {
        var (known, seen) = (0, 0);
        foreach (var part in source.Parts())
        {
            known += file.CountOf(part);
            seen += part.CustomerCount;
            if (known > 0) break;
        }

        return (known, seen);
    }

    private static (string Id, Learning.TrainedModel Model) ReadModel(ModelLibrary library, string id) => library.Ids().Contains(id)
        ? ModelFolder.Read(library, id)
        : throw new WrongUsageException($"--changed-since: found neither a file {id} nor a model of that id in {library.Folder}, expected one of them");
}
