using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>One customer at the start of a window, and when their first purchase in it came: between two times.</summary>
/// <param name="Logit">The model's log-odds of being alive at the start.</param>
/// <param name="Frequency">ln(1 + repeat purchases).</param>
/// <param name="SilentYears">From the last purchase to the start.</param>
/// <param name="FromWeeks">No purchase came before this; the window's length where none came.</param>
/// <param name="ToWeeks">One came before this; +∞ = none came.</param>
/// <param name="LogSilentFrom">ln P(no purchase before <paramref name="FromWeeks"/>) of one who is alive, by the model.</param>
/// <param name="LogSilentTo">The same at <paramref name="ToWeeks"/>; −∞ = none came.</param>
internal readonly record struct AliveRow(
    double Logit, double Frequency, double SilentYears, double FromWeeks, double ToWeeks, double LogSilentFrom, double LogSilentTo)
{
    private const double LargestLogit = 12;
    private const double LeastSilence = 1e-12;
    private const double WeeksPerYear = 365.25 / PurchaseSummary.DaysPerWeek;

    /// <summary>Whether a purchase came.</summary>
    public bool Bought => double.IsFinite(ToWeeks);

    /// <summary>What P(alive) is told from.</summary>
    public static (double Logit, double Frequency) Columns(PurchaseModel model, PurchaseSummary summary) =>
        (Math.Clamp(LogOdds.FromProbability(model.ProbabilityAlive(summary)), -LargestLogit, LargestLogit), Math.Log(1 + summary.RepeatPurchases));

    /// <summary>A customer of a window.</summary>
    /// <param name="model">A model that was fitted before the window.</param>
    /// <param name="summary">The customer as of the window's start.</param>
    /// <param name="firstWeeks">Start of the day of the first purchase in the window; +∞ = none came.</param>
    /// <param name="windowWeeks">Length of the window.</param>
    public static AliveRow From(PurchaseModel model, PurchaseSummary summary, double firstWeeks, double windowWeeks)
    {
        var (logit, frequency) = Columns(model, summary);
        var alive = LogOdds.ToProbability(logit);
        var bought = double.IsFinite(firstWeeks);
        var (from, to) = bought ? (firstWeeks, firstWeeks + (1 / PurchaseSummary.DaysPerWeek)) : (windowWeeks, double.PositiveInfinity);
        var silentYears = (summary.AgeWeeks - summary.RecencyWeeks) / WeeksPerYear;
        return new AliveRow(logit, frequency, silentYears, from, to, LogSilent(from), bought ? LogSilent(to) : double.NegativeInfinity);

        double LogSilent(double weeks) =>
            weeks <= 0 ? 0 : Math.Log(Math.Clamp(1 - ((1 - model.ProbabilityOfNoPurchase(summary, weeks)) / alive), LeastSilence, 1));
    }
}
