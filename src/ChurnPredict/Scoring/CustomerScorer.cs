using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Value;

namespace ChurnPredict.Scoring;

/// <summary>
/// Scores customers with a model: batch and server both come here, so their answers are the same bytes. Thread-safe; made once a
/// model and history.
/// </summary>
public sealed class CustomerScorer
{
    private readonly TrainedModel _model;
    private readonly FeatureCalculator _calculator;
    private readonly SegmentCalculator _segments;
    private readonly ShapExplainer _explainer;
    private readonly ModelScores _scores;
    private readonly HistoryDescription _description;

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="modelId">Its id, which every score names.</param>
    /// <param name="description">What the history's owner says of referral and replacement value.</param>
    /// <exception cref="InvalidCustomerDataException">The history's kind of churn or currency is not the model's.</exception>
    public CustomerScorer(TrainedModel model, string modelId, HistoryDescription description)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(modelId);
        _model = model;
        ModelId = modelId;
        _calculator = new FeatureCalculator(model.Schema, model.Reference);
        ArgumentNullException.ThrowIfNull(description);
        model.Manifest.ThrowIfMismatched(description);
        _description = description;
        _segments = new SegmentCalculator(model.Schema, model.Reference);
        _explainer = new ShapExplainer(model.Final.Ensemble);
        _scores = new ModelScores(model);
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
        var features = new float[Schema.Count];
        var status = ComputeFeatures(history, asOf, features);
        if (status == CustomerStatus.InsufficientHistory) return Blank(history, asOf, status, features);
        Span<double> scores = stackalloc double[_scores.Count];
        _scores.Compute(features, scores);
        var rawLogOdds = ModelScores.Churn(scores);
        var money = MoneyOf(features, scores, parts);
        if (status == CustomerStatus.AlreadyChurned) return WithReactivation(Blank(history, asOf, status, features), features, money);
        if (!parts.HasFlag(ScoreParts.Reasons)) return WithChurn(Blank(history, asOf, status, features), features, rawLogOdds, [], 0, money, parts);
        Span<double> contributions = stackalloc double[features.Length];
        var baseline = _explainer.Explain(features, contributions);
        return WithChurn(Blank(history, asOf, status, features), features, rawLogOdds, contributions, baseline, money, parts);
    }

    /// <summary>Scores a range of customers; the same bytes as <see cref="Score"/> one by one, but trees and reasons are computed for
    /// many rows at once.</summary>
    /// <param name="part">The customers' history.</param>
    /// <param name="from">First customer.</param>
    /// <param name="to">Behind the last customer.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="parts">What the scores should contain.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    public CustomerScore[] ScoreRange(EventStore part, int from, int to, AsOfDate asOf, ScoreParts parts, int threadCount)
    {
        ArgumentNullException.ThrowIfNull(part);
        var count = to - from;
        var width = Schema.Count;
        var values = new float[count * width];
        var statuses = new CustomerStatus[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, index =>
            statuses[index] = ComputeFeatures(part.Customer(from + index), asOf, values.AsSpan(index * width, width)));
        var matrix = new FeatureMatrix(values, count, width, _model.Final.Ensemble.Features);
        var rawLogOdds = new double[count];
        _model.Final.Ensemble.RawScoreBatch(matrix, rawLogOdds, threadCount);
        var explanations = parts.HasFlag(ScoreParts.Reasons) ? RangeExplanations.Of(_explainer, matrix, statuses, threadCount) : null;
        var money = parts.HasFlag(ScoreParts.Values) ? _model.FinalValue?.Predict(matrix, threadCount) : null;
        var scores = new CustomerScore[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, index =>
        {
            var features = values.AsSpan(index * width, width).ToArray();
            var blank = Blank(part.Customer(from + index), asOf, statuses[index], features);
            scores[index] = statuses[index] switch
            {
                CustomerStatus.Scored => WithChurn(
                    blank, features, rawLogOdds[index], explanations is null ? [] : explanations.Of(index), explanations?.Baseline ?? 0, money?[index], parts),
                CustomerStatus.AlreadyChurned => WithReactivation(blank, features, money?[index]),
                _ => blank,
            };
        });
        return scores;
    }

    private CustomerStatus ComputeFeatures(CustomerHistory history, AsOfDate asOf, Span<float> features)
    {
        var status = CustomerStatusRule.StatusOf(history, asOf, _model.Manifest.Churn);
        if (status == CustomerStatus.InsufficientHistory) features.Fill(float.NaN);
        else _calculator.Compute(history, asOf, features);
        return status;
    }

    private bool HasContract(CustomerStatus status) => status == CustomerStatus.Scored && _model.Manifest.Churn.Kind == ChurnKind.Cancellation;

    private CustomerScore Blank(CustomerHistory history, AsOfDate asOf, CustomerStatus status, float[] features) => new()
    {
        CustomerId = history.Id,
        AsOf = asOf,
        Status = status,
        Segments = status == CustomerStatus.InsufficientHistory ? new CustomerSegments() : _segments.Compute(history, asOf, HasContract(status)),
        Features = features,
        ModelId = ModelId,
    };

    private CustomerScore WithChurn(
        CustomerScore score,
        float[] features,
        double rawLogOdds,
        ReadOnlySpan<double> contributions,
        double baseline,
        (HorizonValue[] Values, double Longest)? money,
        ScoreParts parts)
    {
        var logOdds = _model.Final.Calibration.Apply(rawLogOdds);
        var probability = LogOdds.ToProbability(logOdds);
        return WithValue(WithSurvival(score, features, probability, parts), probability, money) with
        {
            ChurnProbability = probability,
            RiskTier = _model.Manifest.RiskTiers.TierOf(probability),
            Reasons = parts.HasFlag(ScoreParts.Reasons) ? ReasonsFor(features, contributions, baseline, rawLogOdds, logOdds) : [],
        };
    }

    private CustomerScore WithReactivation(CustomerScore score, float[] features, (HorizonValue[] Values, double Longest)? money)
    {
        if (_model.Reactivation is not { } reactivation) return score;
        var probability = reactivation.Probability(features);
        return WithValue(score, probability, money) with { ReactivationProbability = 1 - probability, ValueAtRisk = null };
    }

    private (HorizonValue[] Values, double Longest)? MoneyOf(float[] features, ReadOnlySpan<double> scores, ScoreParts parts) =>
        parts.HasFlag(ScoreParts.Values) && _model.FinalValue is { } value ? (value.Predict(features, ModelScores.Values(scores), out var longest), longest) : null;

    private CustomerScore WithValue(CustomerScore score, double churnProbability, (HorizonValue[] Values, double Longest)? money)
    {
        if (money is not { } known) return score;
        var retained = ValueIfRetained(_model.FinalValue!.MarginIfRetained(known.Longest, churnProbability), score);
        return score with { Values = known.Values, ValueIfRetained = retained, ValueAtRisk = churnProbability * retained };
    }

    /// <summary>Expected margin over the longest horizon given that the customer stays, plus what a promoter's referrals bring and what
    /// replacing the customer would cost, where they are configured.</summary>
    private double? ValueIfRetained(double? marginIfRetained, CustomerScore score)
    {
        if (marginIfRetained is not { } margin) return null;
        var referral = score.Segments.SatisfactionClass == "secure" ? _description.ReferralValue ?? 0 : 0;
        return margin + referral + (_description.AcquisitionCost ?? 0);
    }

    private CustomerScore WithSurvival(CustomerScore score, float[] features, double churnProbability, ScoreParts parts)
    {
        if (!parts.HasFlag(ScoreParts.Survival) || _model.Survival is not { } survival) return score;
        var isCancellation = _model.Manifest.Churn.Kind == ChurnKind.Cancellation;
        var curve = survival.Curve(features, score.AsOf.Date).ShiftToHorizon(churnProbability, _model.Manifest.HorizonDays, isCancellation);
        return score with
        {
            Survival = curve.Points(),
            NextOrder = isCancellation ? null : survival.NextOrder(curve, score.AsOf.Date),
        };
    }

    private Reason[] ReasonsFor(float[] features, ReadOnlySpan<double> contributions, double baseline, double rawLogOdds, double logOdds)
    {
        Span<double> sizes = stackalloc double[contributions.Length];
        Span<int> order = stackalloc int[contributions.Length];
        var count = 0;
        for (var feature = 0; feature < contributions.Length; feature++)
        {
            if (contributions[feature] != 0) (sizes[count], order[count++]) = (-Math.Abs(contributions[feature]), feature);
        }

        SortBySize(sizes[..count], order[..count]);
        var reasons = new Reason[count + 2];
        for (var index = 0; index < count; index++)
            reasons[index] = new Reason(Schema.Features[order[index]].Name, features[order[index]], contributions[order[index]]);
        reasons[^2] = new Reason(Reason.Baseline, float.NaN, baseline);
        reasons[^1] = new Reason(Reason.Calibration, float.NaN, logOdds - rawLogOdds);
        return reasons;
    }

    /// <summary>Sorts by rising size; what is equally large keeps the order of features.</summary>
    private static void SortBySize(Span<double> sizes, Span<int> features)
    {
        sizes.Sort(features);
        for (int start = 0, end; start < sizes.Length; start = end)
        {
            for (end = start + 1; end < sizes.Length && sizes[end] == sizes[start];) end++;
            if (end - start > 1) features[start..end].Sort();
        }
    }
}
