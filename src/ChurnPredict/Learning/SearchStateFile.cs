using ChurnPredict.Boosting;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Learning;

/// <summary>
/// The trials of a search on disk, replaced after each: a search that was killed, or that is given more time, goes on where it
/// stopped. JSON: <c>format_version</c>; <c>search</c>, the fingerprint of what is searched; <c>spent</c>, time; <c>trials</c>
/// (candidate, rounds budget, loss, rounds). A field may be added; whoever lacks it ignores it.
/// </summary>
internal sealed class SearchStateFile
{
    private const int FormatVersion = 1;
    private const int FingerprintInName = 12;

    private readonly string _fingerprint;
    private readonly int _candidates;

    /// <param name="place">The file; in a folder, a file named after the search.</param>
    /// <param name="fingerprint">What is searched.</param>
    /// <param name="candidates">How many candidates there are.</param>
    public SearchStateFile(string place, string fingerprint, int candidates)
    {
        (_fingerprint, _candidates) = (fingerprint, candidates);
        FilePath = place.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? place : Path.Combine(place, $"search-{fingerprint[..FingerprintInName]}.json");
    }

    public string FilePath { get; }

    /// <summary>What was tried so far; nothing when there is no file.</summary>
    /// <exception cref="InvalidModelFileException">The file is of another search, or no such file at all.</exception>
    public SearchState Read()
    {
        if (!File.Exists(FilePath)) return SearchState.Empty;
        Contents contents;
        using (var stream = File.OpenRead(FilePath)) contents = ModelJson.Read<Contents>(stream, FilePath);
        if (contents.FormatVersion != FormatVersion)
            throw new InvalidModelFileException($"{FilePath}: found format_version {contents.FormatVersion}, expected {FormatVersion}");
        if (contents.Search != _fingerprint)
        {
            throw new InvalidModelFileException(
                $"{FilePath}: found search {contents.Search}, expected {_fingerprint}: it is over other data, another seed or other options; name another file");
        }

        if (contents.Spent < TimeSpan.Zero || contents.Trials is null || !contents.Trials.All(IsPossible))
            throw new InvalidModelFileException($"{FilePath}: found a trial or a time that no search gives, expected candidates 0 to {_candidates - 1}, rounds of at least 1 and a loss");
        return new SearchState(contents.Trials, contents.Spent);
    }

    public void Write(SearchState state) =>
        AtomicFile.Write(FilePath, stream => ModelJson.Write(stream, new Contents(FormatVersion, _fingerprint, state.Spent, [.. state.Trials])));

    private bool IsPossible(Trial trial) =>
        trial.Candidate >= 0 && trial.Candidate < _candidates && trial is { RoundsBudget: >= 1, Rounds: >= 1 } && !double.IsNaN(trial.Loss);

    private sealed record Contents(int FormatVersion, string Search, TimeSpan Spent, Trial[]? Trials);
}
