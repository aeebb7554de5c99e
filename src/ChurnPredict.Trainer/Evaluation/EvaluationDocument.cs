using ChurnPredict.Learning;

namespace ChurnPredict.Trainer.Evaluation;

/// <summary>The document of <c>evaluate --json</c>: the names of contracts.md.</summary>
internal static class EvaluationDocument
{
    public static object Of(string modelId, EvaluationReport report) => new
    {
        ModelId = modelId,
        report.Customers,
        report.TestSnapshot,
        report.ChurnRate,
        report.Ensemble,
        report.IsOneSnapshot,
        report.Churn,
        report.Value,
        Baselines = report.Baselines.ToDictionary(baseline => baseline.Key, baseline => (object?)baseline.Value.Churn ?? baseline.Value.Value),
        report.Origins,
        Grade = report.Grade.Letter.ToString(),
        GradeReason = report.Grade.Reason,
        report.BaseRateDrift,
        report.Warnings,
    };
}
