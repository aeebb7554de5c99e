using ChurnPredict.History;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
using ChurnPredict.Texts;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>The served model, in words.</summary>
internal static class ModelMessages
{
    public static V1.ModelInfo Describe(ServedModel served)
    {
        var manifest = served.Model.Manifest;
        var info = new V1.ModelInfo
        {
            ModelId = served.ModelId,
            Learner = manifest.Learner,
            ChurnKind = KindOf(manifest.Churn.Kind),
            HorizonDays = (uint)manifest.HorizonDays,
            TrainedAsOf = AnswerWriter.Iso(manifest.TrainedAsOf),
            DefaultAsOf = AnswerWriter.Iso(served.DefaultAsOf.Date),
            Customers = (ulong)served.Store.CustomerCount,
            LastEventOn = AnswerWriter.Iso(served.LastEventOn),
            TimeZone = manifest.TimeZone,
        };
        if (served.Store.Description.Currency is { } currency) info.Currency = currency;
        info.Features.AddRange(served.Model.Schema.Features.Select(feature => feature.Name));
        info.Languages.AddRange(LanguageTexts.Languages);
        info.ChurnMetrics.AddRange(ChurnMetrics(served));
        if (manifest.Evaluation.Value is { } value)
        {
            info.ValueMetrics.Add(Metric("normalized_gini", value.NormalizedGini, value.Intervals));
            info.ValueMetrics.Add(Metric("spearman", value.Spearman, value.Intervals));
            info.ValueMetrics.Add(Metric("mae", value.Mae, value.Intervals));
            info.ValueMetrics.Add(Metric("bias", value.Bias, value.Intervals));
        }

        info.RiskTierCutOffs.Add(new V1.RiskTierCutOff { Tier = V1.RiskTier.Low, ChurnProbability = 0 });
        info.RiskTierCutOffs.Add(new V1.RiskTierCutOff { Tier = AnswerWriter.TierOf(RiskTier.Medium), ChurnProbability = manifest.RiskTiers.Medium });
        info.RiskTierCutOffs.Add(new V1.RiskTierCutOff { Tier = AnswerWriter.TierOf(RiskTier.High), ChurnProbability = manifest.RiskTiers.High });
        info.RiskTierCutOffs.Add(new V1.RiskTierCutOff { Tier = AnswerWriter.TierOf(RiskTier.Critical), ChurnProbability = manifest.RiskTiers.Critical });
        return info;
    }

    private static V1.ChurnKind KindOf(ChurnKind kind) => kind switch
    {
        ChurnKind.Inactivity => V1.ChurnKind.Inactivity,
        ChurnKind.Cancellation => V1.ChurnKind.Cancellation,
        ChurnKind.Label => V1.ChurnKind.Label,
        _ => V1.ChurnKind.Unspecified,
    };

    private static IEnumerable<V1.Metric> ChurnMetrics(ServedModel served)
    {
        var churn = served.Model.Manifest.Evaluation.Churn;
        yield return Metric("auc", churn.Auc, churn.Intervals);
        yield return Metric("pr_auc", churn.PrAuc, churn.Intervals);
        if (churn.LogLoss is { } logLoss) yield return Metric("log_loss", logLoss, churn.Intervals);
        if (churn.Brier is { } brier) yield return Metric("brier", brier, churn.Intervals);
        if (churn.BrierSkill is { } skill) yield return Metric("brier_skill", skill, churn.Intervals);
        if (churn.CalibrationError is { } error) yield return Metric("calibration_error", error, churn.Intervals);
        yield return Metric("lift_10", churn.Lift10, churn.Intervals);
    }

    private static V1.Metric Metric(string name, double value, IReadOnlyDictionary<string, Learning.MetricInterval> intervals)
    {
        var metric = new V1.Metric { Name = name, Value = value };
        if (intervals.TryGetValue(name, out var interval)) (metric.Low, metric.High) = (interval.Low, interval.High);
        return metric;
    }
}
