using System.Globalization;
using System.Reflection;
using ChurnPredict.History;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>All that the rows of a score file depend on, by name: parts of a stopped run are only good for a run with the same.</summary>
internal static class ScoringKey
{
    public static SortedDictionary<string, string> Of(CustomerScorer scorer, BatchScoringOptions options, AsOfDate asOf, string historyFingerprint) => new(StringComparer.Ordinal)
    {
        ["model_id"] = scorer.ModelId,
        ["as_of"] = asOf.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["history"] = historyFingerprint,
        ["actions"] = options.Planning?.Fingerprint ?? "none",
        ["previous"] = options.HeldTiers?.Fingerprint ?? "none",
        ["changed_since"] = options.ChangedSince?.Fingerprint ?? "none",
        ["customers_per_part"] = options.CustomersPerPart.ToString(CultureInfo.InvariantCulture),
        ["program"] = string.Join(' ', Programs().Select(program => program.ManifestModule.ModuleVersionId.ToString("N"))),
    };

    /// <summary>The assemblies that compute what a row says; a build changes its version id whenever its code changes.</summary>
    private static Assembly[] Programs() => [typeof(ScoringKey).Assembly, typeof(CustomerScorer).Assembly, typeof(Boosting.TreeEnsemble).Assembly, typeof(Parquet.ParquetFileWriter).Assembly];
}
