namespace ChurnPredict.Boosting;

/// <summary>The trials of a search, by candidate and budget.</summary>
internal sealed class TrialLog
{
    private readonly List<Trial> _trials = [];
    private readonly Dictionary<(int Candidate, int Rounds), Trial> _byKey = [];

    public TrialLog(SearchState state, int candidates)
    {
        foreach (var trial in state.Trials)
        {
            if (trial.Candidate < 0 || trial.Candidate >= candidates)
                throw new ArgumentException($"a resumed trial names candidate {trial.Candidate}; expected 0 to {candidates - 1}");
            Add(trial);
        }
    }

    public bool Any => _trials.Count > 0;

    public Trial? Find(int candidate, int rounds) => _byKey.TryGetValue((candidate, rounds), out var trial) ? trial : null;

    public void Add(Trial trial)
    {
        _trials.Add(trial);
        _byKey[(trial.Candidate, trial.RoundsBudget)] = trial;
    }

    public Trial Best() =>
        _trials.OrderBy(trial => trial.Loss).ThenBy(trial => trial.Candidate).ThenBy(trial => trial.RoundsBudget).First();

    public SearchState ToState(TimeSpan spent) => new([.. _trials], spent);
}
