using System.Globalization;
using System.Security.Cryptography;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Commands;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Plans actions for scored customers, within the limits of the command line.</summary>
internal sealed class ActionPlanning
{
    private readonly ActionPlanner _planner;

    private ActionPlanning(ActionPlanner planner, PortfolioLimits? limits, string fingerprint)
    {
        _planner = planner;
        Limits = limits;
        Fingerprint = fingerprint;
    }

    /// <summary>Names the catalogue and the limits, so that a run with others is not taken for the same one.</summary>
    public string Fingerprint { get; }

    /// <summary>Budget and capacities over the whole base; null when there are none.</summary>
    public PortfolioLimits? Limits { get; }

    /// <returns>null when no actions were asked for.</returns>
    public static ActionPlanning? Create(
        bool isAsked, string? catalogue, double? budget, string[] capacities, FeatureSchema schema, HistoryDescription description)
    {
        if (!isAsked)
        {
            return catalogue is null && budget is null && capacities.Length == 0
                ? null
                : throw new WrongUsageException("--catalogue, --budget and --capacity belong to --actions, expected it beside them");
        }

        if (budget is { } amount && !(amount >= 0 && double.IsFinite(amount)))
            throw new WrongUsageException($"--budget: found {amount}, expected an amount of at least 0");
        var actions = catalogue is null ? ActionCatalogue.ReadBuiltIn() : ActionCatalogue.ReadFrom(catalogue, schema);
        var limits = budget is null && capacities.Length == 0 ? null : new PortfolioLimits { Budget = budget, Capacities = CapacitiesOf(capacities, actions) };
        return new ActionPlanning(new ActionPlanner(actions, schema, description), limits, FingerprintOf(catalogue, limits));
    }

    public ActionPlan[] Plan(CustomerScore[] scores, EventStore part, int from, int threadCount)
    {
        var plans = new ActionPlan[scores.Length];
        Parallel.For(0, scores.Length, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, index =>
            plans[index] = _planner.Plan(scores[index], part.Customer(from + index)));
        return plans;
    }

    private static string FingerprintOf(string? catalogue, PortfolioLimits? limits)
    {
        var actions = catalogue is null ? "built-in" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(catalogue)));
        var capacities = limits?.Capacities.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}") ?? [];
        return string.Create(CultureInfo.InvariantCulture, $"catalogue {actions}, budget {limits?.Budget?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}, capacities {string.Join(' ', capacities)}");
    }

    /// <summary>A channel that the catalogue does not know would be a limit that nothing keeps.</summary>
    private static Dictionary<string, int> CapacitiesOf(string[] texts, ActionCatalogue catalogue)
    {
        var channels = catalogue.Actions.Select(action => action.Channel).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var capacities = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (channel, count) in texts.Select(Parse))
        {
            if (!channels.Contains(channel, StringComparer.Ordinal))
                throw new WrongUsageException($"--capacity: found channel '{channel}', expected one of the catalogue's: {string.Join(", ", channels)}");
            if (!capacities.TryAdd(channel, count)) throw new WrongUsageException($"--capacity: found '{channel}' twice, expected each channel once");
        }

        return capacities;
    }

    private static KeyValuePair<string, int> Parse(string text)
    {
        var parts = text.Split('=');
        return parts.Length == 2 && parts[0].Length > 0 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? KeyValuePair.Create(parts[0], count)
            : throw new WrongUsageException($"--capacity: found '{text}', expected CHANNEL=N such as phone=200");
    }
}
