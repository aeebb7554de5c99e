using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;

namespace ChurnPredict.Scoring;

/// <summary>
/// Scores customers with a model: batch and server both come here, so their answers are the same bytes. Thread-safe; made once a
/// model and history.
/// </summary>
public sealed class CustomerScorer
{
    private readonly TrainedModel _model;
    private readonly FeatureCalculator _calculator;
    private readonly ShapExplainer _explainer;

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelId">Its id, which every score names.</param>
    public CustomerScorer(TrainedModel model, string modelId)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(modelId);
        _model = model;
        ModelId = modelId;
        _calculator = new FeatureCalculator(model.Schema, model.Reference);
        _explainer = new ShapExplainer(model.Final.Ensemble);
    }

    /// <summary>The model's id.</summary>
    public string ModelId { get; }

    /// <summary>The features of every score, in order.</summary>
    public FeatureSchema Schema => _model.Schema;

    /// <summary>The model's manifest.</summary>
    public ModelManifest Manifest => _model.Manifest;

    /// <summary>Scores one customer.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date; nothing at or after it is looked at.</param>
    /// <param name="parts">What the score should contain.</param>
    public CustomerScore Score(CustomerHistory history, AsOfDate asOf, ScoreParts parts = ScoreParts.All)
    {
        var status = CustomerStatusRule.StatusOf(history, asOf, _model.Manifest.Churn);
        var features = new float[Schema.Count];
        if (status == CustomerStatus.InsufficientHistory)
        {
            Array.Fill(features, float.NaN);
            return Blank(history, asOf, status, features);
        }

        _calculator.Compute(history, asOf, features);
        var score = Blank(history, asOf, status, features);
        return status == CustomerStatus.Scored ? WithChurn(score, features, parts) : WithReactivation(score, features);
    }

    private CustomerScore Blank(CustomerHistory history, AsOfDate asOf, CustomerStatus status, float[] features) => new()
    {
        CustomerId = history.Id,
        AsOf = asOf,
        Status = status,
        Features = features,
        ModelId = ModelId,
    };

    private CustomerScore WithChurn(CustomerScore score, float[] features, ScoreParts parts)
    {
        var rawLogOdds = _model.Final.Ensemble.RawScore(features);
        var logOdds = _model.Final.Calibration.Apply(rawLogOdds);
        var probability = LogOdds.ToProbability(logOdds);
        return score with
        {
            ChurnProbability = probability,
            RiskTier = _model.Manifest.RiskTiers.TierOf(probability),
            Reasons = parts.HasFlag(ScoreParts.Reasons) ? ReasonsFor(features, rawLogOdds, logOdds) : [],
        };
    }

    private CustomerScore WithReactivation(CustomerScore score, float[] features) => _model.Reactivation is { } reactivation
        ? score with { ReactivationProbability = 1 - reactivation.Probability(features) }
        : score;

    private Reason[] ReasonsFor(float[] features, double rawLogOdds, double logOdds)
    {
        var contributions = new double[features.Length];
        var baseline = _explainer.Explain(features, contributions);
        var order = Enumerable.Range(0, features.Length).Where(feature => contributions[feature] != 0)
            .OrderByDescending(feature => Math.Abs(contributions[feature])).ThenBy(feature => feature);
        return
        [
            .. order.Select(feature => new Reason(Schema.Features[feature].Name, features[feature], contributions[feature])),
            new Reason(Reason.Baseline, float.NaN, baseline),
            new Reason(Reason.Calibration, float.NaN, logOdds - rawLogOdds),
        ];
    }
}
