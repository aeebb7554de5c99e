using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>How to learn survival. Immutable.</summary>
public sealed record SurvivalLearnerOptions
{
    /// <summary>Fits the trees.</summary>
    public ITreeLearner Learner { get; init; } = new GradientBoostingLearner();

    /// <summary>Whether the event is a purchase, so that periods follow the season of purchases where it is known; cancellations do not.</summary>
    public bool EventIsPurchase { get; init; } = true;

    /// <summary>Most customer-periods to learn from; of more, every n-th customer is taken.</summary>
    public int MaximumRows { get; init; } = 200_000;

    /// <summary>From which every random choice derives.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more; the model does not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;
}
