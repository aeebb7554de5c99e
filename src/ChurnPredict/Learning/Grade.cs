namespace ChurnPredict.Learning;

/// <summary>A verdict against the baselines.</summary>
/// <param name="Letter">A: clearly better than the best baseline; B: not clearly, or nothing can be said; C: worse, or warned about.</param>
/// <param name="Reason">Why, in one sentence with the figures.</param>
public sealed record Grade(char Letter, string Reason)
{
    /// <summary>Grades by the paired interval of the log-loss against the best baseline.</summary>
    /// <param name="model">The model's log-loss.</param>
    /// <param name="baselineName">The best baseline.</param>
    /// <param name="baseline">Its log-loss.</param>
    /// <param name="difference">Paired 95 % interval of model minus baseline, per customer.</param>
    /// <param name="baseRate">Log-loss of stating the snapshot's own churn rate for everybody, which nobody knew beforehand; 0 where one
    /// class is all there is.</param>
    /// <param name="leaks">Features that give the label away.</param>
    public static Grade Of(
        double model, string baselineName, double baseline, MetricInterval difference, double baseRate, IReadOnlyList<string> leaks)
    {
        ArgumentNullException.ThrowIfNull(leaks);
        var figures = $"log-loss {model:0.0000} against {baseline:0.0000} of {baselineName}, difference {difference.Low:+0.0000;-0.0000;+0.0000} to {difference.High:+0.0000;-0.0000;+0.0000}";
        if (leaks.Count > 0) return new Grade('C', $"{string.Join(", ", leaks)} gives the label away; {figures}");
        if (baseRate == 0) return new Grade('B', $"all or none churned, so that there is nothing to tell apart; {figures}");
        if (difference.High < 0 && model > baseRate)
            return new Grade('B', $"better than every baseline, but worse than the base rate alone, whose log-loss is {baseRate:0.0000}: {figures}");
        if (difference.High < 0) return new Grade('A', $"better than every baseline beyond chance: {figures}");
        return difference.Low > 0
            ? new Grade('C', $"worse than a baseline beyond chance: {figures}")
            : new Grade('B', $"not clearly better than the best baseline: {figures}");
    }
}
