namespace ChurnPredict.Boosting;

/// <summary>An ensemble of an <see cref="EnsembleGroup"/>.</summary>
/// <param name="Ensemble">The ensemble.</param>
/// <param name="LastValues">null: its features are the group's, and it gives one score. A number, 1 or more: it has one numeric feature
/// more than the group, the last, and gives one score for each of that feature's values 0, 1, … <c>LastValues − 1</c>.</param>
public sealed record GroupMember(TreeEnsemble Ensemble, int? LastValues = null)
{
    /// <summary>Scores that it gives.</summary>
    public int ScoreCount => LastValues ?? 1;
}
