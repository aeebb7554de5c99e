using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
using ChurnPredict.Texts;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>Scores a customer and writes the answer in the words of the request's language.</summary>
internal static class AnswerWriter
{
    private const int DefaultReasons = 5;

    public static V1.CustomerScore Answer(ServedModel served, CustomerHistory history, AnswerRequest request)
    {
        var parts = request.MaximumReasons == 0 ? ScoreParts.Values | ScoreParts.Survival : ScoreParts.All;
        var score = served.Scorer.Score(history, request.AsOf, parts);
        var texts = LanguageTexts.For(request.Language ?? LanguageOf(history, request.AsOf));
        var answer = Plain(score, served, texts);
        AddReasons(answer, score, served, texts, request.MaximumReasons ?? DefaultReasons);
        if (request.MaximumActions != 0) AddActions(answer, served.Planner.Plan(score, history), texts.Language, request.MaximumActions);
        return answer;
    }

    private static string? LanguageOf(CustomerHistory history, AsOfDate asOf) =>
        history.Store.Customers is { Language: { } languages } table && table.RowAsOf(history.Customer, asOf.Instant) is { } row
            ? history.Store.Vocabularies.Languages.WordOf(languages[row])
            : null;

    private static V1.CustomerScore Plain(CustomerScore score, ServedModel served, LanguageTexts texts)
    {
        var answer = new V1.CustomerScore
        {
            CustomerId = score.CustomerId,
            Status = StatusOf(score.Status),
            RiskTier = score.RiskTier is { } tier ? TierOf(tier) : V1.RiskTier.Unspecified,
            Segments = SegmentsOf(score.Segments, texts),
            ModelId = score.ModelId,
            AsOf = Iso(score.AsOf.Date),
        };
        if (score.ChurnProbability is { } churn) answer.ChurnProbability = churn;
        if (score.ReactivationProbability is { } reactivation) answer.ReactivationProbability = reactivation;
        if (score.ValueIfRetained is { } retained) answer.ValueIfRetained = retained;
        if (score.ValueAtRisk is { } atRisk) answer.ValueAtRisk = atRisk;
        if (served.Store.Description.Currency is { } currency) answer.Currency = currency;
        answer.Values.AddRange(score.Values.Select(value => new V1.HorizonValue { Days = (uint)value.Days, Expected = value.Expected, Low = value.Low, High = value.High }));
        answer.Survival.AddRange(score.Survival.Select(point => new V1.SurvivalPoint { Days = (uint)point.Days, Probability = point.Probability }));
        if (score.NextOrder is { } next)
        {
            answer.ExpectedNextOrder = new V1.ExpectedOrder { Date = Iso(next.Date), Low = Iso(next.Low) };
            if (next.High is { } high) answer.ExpectedNextOrder.High = Iso(high);
        }

        return answer;
    }

    private static void AddReasons(V1.CustomerScore answer, CustomerScore score, ServedModel served, LanguageTexts texts, int maximum)
    {
        // Baseline and calibration stand last; reasons beyond the number asked for are summed up, so that all still add up.
        var features = Math.Max(0, score.Reasons.Count - 2);
        var shown = Math.Min(features, maximum);
        for (var index = 0; index < shown; index++) answer.Reasons.Add(ReasonOf(score.Reasons[index], V1.ReasonKind.Feature, served, texts));
        if (shown < features)
        {
            var rest = score.Reasons.Skip(shown).Take(features - shown).Sum(reason => reason.Contribution);
            answer.Reasons.Add(ReasonOf(new Reason(Reason.Remainder, float.NaN, rest), V1.ReasonKind.Remainder, served, texts));
        }

        if (score.Reasons.Count < 2) return;
        answer.Reasons.Add(ReasonOf(score.Reasons[^2], V1.ReasonKind.Baseline, served, texts));
        answer.Reasons.Add(ReasonOf(score.Reasons[^1], V1.ReasonKind.Calibration, served, texts));
    }

    private static V1.Reason ReasonOf(Reason reason, V1.ReasonKind kind, ServedModel served, LanguageTexts texts)
    {
        var currency = served.Store.Description.Currency;
        var message = new V1.Reason
        {
            Kind = kind,
            Feature = reason.Feature,
            Text = texts.Reason(served.Model.Schema, reason, currency),
            Contribution = reason.Contribution,
        };
        if (kind == V1.ReasonKind.Feature && !float.IsNaN(reason.Value))
        {
            message.Value = reason.Value;
            if (served.FeatureOf(reason.Feature) is { } feature) message.ValueText = texts.FeatureValue(served.Model.Schema, feature, reason.Value, currency);
        }

        return message;
    }

    private static void AddActions(V1.CustomerScore answer, ActionPlan plan, string language, int? maximum)
    {
        answer.IsHoldout = plan.IsHoldout;
        answer.Actions.AddRange(plan.Actions.Take(maximum ?? int.MaxValue).Select(action => new V1.RetentionAction
        {
            Id = action.Action.Id,
            Title = action.Title(language),
            Message = action.Message(language),
            Channel = action.Action.Channel,
            ContactCost = action.ContactCost,
            IncentiveCost = action.IncentiveCost,
            RedeemProbability = action.Action.RedeemProbability,
            RelativeUplift = action.Uplift.RelativeUplift,
            UpliftSource = action.Uplift.Source == UpliftSource.Measured ? V1.UpliftSource.Measured : V1.UpliftSource.Prior,
            NetValue = action.NetValue,
            Why = action.Why(language),
        }));
        if (plan.Explain(language) is { } reason) answer.NoActionReason = reason;
    }

    private static V1.Segments SegmentsOf(CustomerSegments segments, LanguageTexts texts)
    {
        V1.Segment? Named(string? id) => id is null ? null : new V1.Segment { Id = id, Name = texts.Segment(id) };
        var message = new V1.Segments
        {
            Rfm = Named(segments.RfmSegment),
            LoyaltyRank = Named(segments.LoyaltyRank),
            Stickiness = Named(segments.Stickiness),
            Satisfaction = Named(segments.SatisfactionClass),
            JourneyStage = Named(segments.JourneyStage),
        };
        if (segments.RfmRecency is { } recency) message.RfmRecency = (uint)recency;
        if (segments.RfmFrequency is { } frequency) message.RfmFrequency = (uint)frequency;
        if (segments.RfmMonetary is { } monetary) message.RfmMonetary = (uint)monetary;
        return message;
    }

    private static V1.ScoreStatus StatusOf(CustomerStatus status) => status switch
    {
        CustomerStatus.Scored => V1.ScoreStatus.Scored,
        CustomerStatus.AlreadyChurned => V1.ScoreStatus.AlreadyChurned,
        _ => V1.ScoreStatus.InsufficientHistory,
    };

    internal static V1.RiskTier TierOf(RiskTier tier) => tier switch
    {
        RiskTier.Critical => V1.RiskTier.Critical,
        RiskTier.High => V1.RiskTier.High,
        RiskTier.Medium => V1.RiskTier.Medium,
        _ => V1.RiskTier.Low,
    };

    internal static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
