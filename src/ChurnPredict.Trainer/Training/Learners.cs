using System.Globalization;
using ChurnPredict.Boosting;
using ChurnPredict.MLNet;
using ChurnPredict.Trainer.Commands;

namespace ChurnPredict.Trainer.Training;

/// <summary>The learners that are built in, by name.</summary>
internal static class Learners
{
    public const string Default = "churnpredict";

    private const string Auto = "auto";

    private static readonly TimeSpan DefaultBudget = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<string> Names => [Default, Auto, .. MLNetLearnerNames.All];

    public static ITreeLearner Find(string name)
    {
        if (name is Default or Auto) return new GradientBoostingLearner();
        if (!MLNetLearnerNames.All.Contains(name))
            throw new WrongUsageException($"--learner: found '{name}', expected one of {string.Join(", ", Names)}");
        return MLNetLearners.Find(name)
            ?? throw new WrongUsageException($"--learner: '{name}' is ML.NET's, and this build has no ML.NET; build with -p:Stack=official (README, Two package stacks), or use {Default}");
    }

    /// <summary>Learners that <c>auto</c> tries beside ours: all that are built in.</summary>
    public static IReadOnlyList<ITreeLearner> Rivals(string name) => name == Auto ? MLNetLearners.BuiltIn : [];

    /// <summary>Time for the search that <c>auto</c> and a learner that tunes itself make; null for the others.</summary>
    public static TimeSpan? SearchBudget(string name, string? budget)
    {
        if (name is not (Auto or MLNetLearnerNames.AutoMl))
        {
            return budget is null
                ? null
                : throw new WrongUsageException($"--budget: found one without --learner {Auto} or {MLNetLearnerNames.AutoMl}, expected both or neither");
        }

        return budget is null ? DefaultBudget : Parse(budget);
    }

    private static TimeSpan Parse(string text)
    {
        var secondsPerUnit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (secondsPerUnit == 0 || !double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || !(count > 0 && count < 10_000))
            throw new WrongUsageException($"--budget: found '{text}', expected a time such as 2m, 90s or 1h");
        return TimeSpan.FromSeconds(count * secondsPerUnit);
    }
}
