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

    /// <summary>A build with ML.NET's other learners was made without AutoML.</summary>
    private static string Missing => MLNetLearners.BuiltIn.Count == 0 ? "ML.NET" : "AutoML";

    private static string Switch => MLNetLearners.BuiltIn.Count == 0 ? "-p:Stack=official" : "-p:Stack=official and not with -p:AutoML=false";

    public static ITreeLearner Find(string name)
    {
        if (name is Default or Auto) return new GradientBoostingLearner();
        if (!MLNetLearnerNames.All.Contains(name))
            throw new WrongUsageException($"--learner: found '{name}', expected one of {string.Join(", ", Names)}");
        var learner = MLNetLearners.Find(name)
            ?? throw new WrongUsageException($"--learner: '{name}' is ML.NET's, and this build has no {Missing}; build with {Switch} (README, Two package stacks), or use {Default}");
        return MLNetLearners.MissingLibrary(name) is { } library
            ? throw new WrongUsageException($"--learner: '{name}' needs the native library {library}, which cannot be loaded here{RemedyFor(library)}; or use {Default}")
            : learner;
    }

    /// <summary>Learners that <c>auto</c> tries beside ours: all that are built in and have their native libraries.</summary>
    public static IReadOnlyList<ITreeLearner> Rivals(string name) =>
        name == Auto ? [.. MLNetLearners.BuiltIn.Where(learner => MLNetLearners.MissingLibrary(learner.Name) is null)] : [];

    /// <summary>A sentence for each learner that <c>auto</c> cannot try here.</summary>
    public static IReadOnlyList<string> LeftOut(string name) =>
        name == Auto ? [.. MLNetLearners.BuiltIn.SelectMany(learner => LeftOut(learner.Name, MLNetLearners.MissingLibrary(learner.Name)))] : [];

    internal static IEnumerable<string> LeftOut(string learner, string? missingLibrary)
    {
        if (missingLibrary is not null)
            yield return $"{learner} is left out: its native library {missingLibrary} cannot be loaded here{RemedyFor(missingLibrary)}";
    }

    private static string RemedyFor(string library) =>
        library == "lib_lightgbm" ? " (its package has it for x64 only, and on Linux it needs libgomp1)" : "";

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

    /// <summary>Where the search keeps what it tried: what was asked for, else the models folder; null for a named learner.</summary>
    public static string? SearchStatePath(string name, string? asked, string models)
    {
        if (name != Auto)
            return asked is null ? null : throw new WrongUsageException("--search: found one without --learner auto, expected both or neither");
        return asked is null || asked.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? asked ?? models
            : throw new WrongUsageException($"--search: found '{asked}', expected a file name that ends in .json");
    }

    private static TimeSpan Parse(string text)
    {
        var secondsPerUnit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (secondsPerUnit == 0 || !double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || !(count > 0 && count < 10_000))
            throw new WrongUsageException($"--budget: found '{text}', expected a time such as 2m, 90s or 1h");
        return TimeSpan.FromSeconds(count * secondsPerUnit);
    }
}
