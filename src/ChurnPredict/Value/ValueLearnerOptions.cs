using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>How to learn a value model. Immutable; checked when a learner is made from it.</summary>
public sealed record ValueLearnerOptions
{
    /// <summary>The name that leaves the choice to earlier origins.</summary>
    public const string Auto = "auto";

    /// <summary>One of <see cref="MethodNames"/>.</summary>
    public string Method { get; init; } = Auto;

    /// <summary>What <see cref="Method"/> may be: <c>auto</c>, <c>two_part</c>, <c>tweedie</c>, <c>ziln</c>, <c>btyd</c> or <c>combined</c>.</summary>
    public static IReadOnlyList<string> MethodNames => [Auto, .. Methods.Keys];

    /// <summary>What is foretold.</summary>
    public ValueTarget Target { get; init; } = ValueTarget.GrossSpend;

    /// <summary>Horizons in days after the as-of date, rising.</summary>
    public IReadOnlyList<int> HorizonsDays { get; init; } = [90, 180, 365];

    /// <summary>Fits the trees.</summary>
    public ITreeLearner Learner { get; init; } = new GradientBoostingLearner();

    /// <summary>Most rows that one ensemble learns from; of more, every n-th is taken.</summary>
    public int MaximumRows { get; init; } = 120_000;

    /// <summary>Days that earlier origins, on which choices are made and intervals learned, lie apart at least, 1 or more. Where snapshots
    /// lie closer, origins a window apart see more of the year, and models of several dates share more parts.</summary>
    public int OriginSpacingDays { get; init; } = 1;

    /// <summary>Adjusts the level of the whole base by earlier snapshots (season and trend); off only for comparisons.</summary>
    public bool AdjustsLevel { get; init; } = true;

    /// <summary>From which every random choice derives.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more; the model does not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>The methods by the names that options and reports use.</summary>
    internal static IReadOnlyDictionary<string, ValueMethod> Methods { get; } = new Dictionary<string, ValueMethod>
    {
        ["two_part"] = ValueMethod.TwoPart,
        ["tweedie"] = ValueMethod.Tweedie,
        ["ziln"] = ValueMethod.ZeroInflatedLognormal,
        ["btyd"] = ValueMethod.BuyTillYouDie,
        ["combined"] = ValueMethod.Combined,
    };

    internal static string NameOf(ValueMethod method) => Methods.First(pair => pair.Value == method).Key;

    internal void ThrowIfInvalid()
    {
        if (!MethodNames.Contains(Method))
            throw new ArgumentException($"value method '{Method}'; expected {string.Join(", ", MethodNames)}");
        ArgumentNullException.ThrowIfNull(Learner);
        ArgumentOutOfRangeException.ThrowIfLessThan(ThreadCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRows, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(OriginSpacingDays, 1);
        if (HorizonsDays.Count == 0 || HorizonsDays.Any(days => days < 1) || HorizonsDays.Zip(HorizonsDays.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException($"horizons {string.Join(", ", HorizonsDays)}; expected rising numbers of days");
    }
}
