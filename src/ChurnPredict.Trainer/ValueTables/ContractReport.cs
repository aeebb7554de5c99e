using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>Contracts by the shifted beta-geometric model; periods are months.</summary>
/// <param name="A">First parameter of the leaving probability.</param>
/// <param name="B">Second parameter.</param>
/// <param name="LogLikelihood">At the maximum.</param>
/// <param name="Ended">Contracts that were cancelled before the date.</param>
/// <param name="Running">Contracts that run at the date.</param>
/// <param name="Survival">Share of new contracts that survive 1, 2, … 12 months.</param>
/// <param name="ExpectedMonths">Monthly payments expected of a new contract within a year, each discounted to its start.</param>
internal sealed record ContractReport(
    double A, double B, double LogLikelihood, long Ended, long Running, IReadOnlyList<double> Survival, double ExpectedMonths)
{
    private const int Months = 12;

    /// <summary>Fits contracts.</summary>
    /// <param name="lifetimes">The contracts.</param>
    /// <param name="yearlyRate">The discount.</param>
    public static ContractReport Of(ContractLifetimes lifetimes, double yearlyRate)
    {
        var model = ShiftedBetaGeometric.Fit(lifetimes);
        return new ContractReport(
            model.A, model.B, model.LogLikelihood(lifetimes), lifetimes.Ended.Sum(), lifetimes.Running.Sum(),
            [.. Enumerable.Range(1, Months).Select(model.Survival)],
            model.DiscountedPayments(0, Months, Math.Pow(1 + yearlyRate, 1.0 / Months) - 1));
    }
}
