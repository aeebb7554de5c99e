namespace ChurnPredict.Boosting;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016): many candidates get few rounds, the better ones more. Candidates run in
/// brackets, each from few rounds to many, so that a search cut short by its time has some candidates fully measured.
/// </summary>
public sealed class SuccessiveHalvingSearch
{
    private readonly SearchOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a search.</summary>
    /// <param name="options">How long and how coarsely.</param>
    /// <param name="time">The clock of the budget.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SuccessiveHalvingSearch(SearchOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.ThrowIfInvalid();
        (_options, _time) = (options, time);
    }

    /// <summary>Tries candidates until all are through or the time is up.</summary>
    /// <param name="candidates">Options to try, at least one; the better guesses first.</param>
    /// <param name="measure">Measures options with a budget of rounds, on rows that the learning does not see.</param>
    /// <param name="resumeFrom">Trials of an earlier search over the same candidates, not measured again; the time they took
    /// counts. A search that was stopped at any moment and goes on ends as one that was not. Null means none.</param>
    /// <param name="keep">Given all trials after every new one, the newest last: what it stores is what a later search resumes
    /// from. Null means that nothing is kept.</param>
    /// <param name="cancellationToken">Looked at before every trial, and handed to <paramref name="measure"/>.</param>
    /// <exception cref="ArgumentException">There are no candidates, or a resumed trial names none of them.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SearchResult Run(
        IReadOnlyList<GradientBoostingOptions> candidates,
        Func<GradientBoostingOptions, int, CancellationToken, TrialMeasure> measure,
        SearchState? resumeFrom = null,
        Action<SearchState>? keep = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfZero(candidates.Count);
        var resumed = resumeFrom ?? SearchState.Empty;
        var trials = new TrialLog(resumed, candidates.Count);
        var (started, spent) = (_time.GetTimestamp(), resumed.Spent);
        var isInTime = true;
        for (var first = 0; first < candidates.Count && isInTime; first += _options.CandidatesPerBracket)
        {
            var bracket = Enumerable.Range(first, Math.Min(_options.CandidatesPerBracket, candidates.Count - first));
            isInTime = RunBracket([.. bracket], Try);
        }

        var best = trials.Best();
        return new SearchResult(best, candidates[best.Candidate] with { Rounds = best.Rounds }, trials.ToState(spent), !isInTime);

        double? Try(int candidate, int rounds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (trials.Find(candidate, rounds) is { } known) return known.Loss;
            if (trials.Any && resumed.Spent + _time.GetElapsedTime(started) >= _options.Budget) return null;
            var measured = measure(candidates[candidate] with { Rounds = rounds }, rounds, cancellationToken);
            var trial = new Trial(candidate, rounds, double.IsNaN(measured.Loss)
                ? double.PositiveInfinity
                : measured.Loss, measured.Rounds);
            trials.Add(trial);
            spent = resumed.Spent + _time.GetElapsedTime(started);
            keep?.Invoke(trials.ToState(spent));
            return trial.Loss;
        }
    }

    /// <summary>Runs the rungs of a bracket; false when a trial found no time.</summary>
    private bool RunBracket(int[] alive, Func<int, int, double?> measure)
    {
        for (var rounds = _options.MinimumRounds; ; rounds = (int)Math.Min((long)rounds * _options.Reduction, _options.MaximumRounds))
        {
            var losses = new double[alive.Length];
            for (var place = 0; place < alive.Length; place++)
            {
                if (measure(alive[place], rounds) is not { } loss) return false;
                losses[place] = loss;
            }

            if (rounds == _options.MaximumRounds) return true;
            var surviving = Math.Max(1, alive.Length / _options.Reduction);
            alive = [.. alive.Zip(losses).OrderBy(pair => pair.Second).ThenBy(pair => pair.First).Take(surviving).Select(pair => pair.First)];
        }
    }
}
