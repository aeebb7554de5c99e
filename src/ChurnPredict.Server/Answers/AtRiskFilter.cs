using ChurnPredict.Features;
using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
using ChurnPredict.Texts;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>Whom a list of customers at risk is limited to; empty = everyone.</summary>
/// <param name="Tiers">Risk tiers.</param>
/// <param name="Segments">Segment ids of any kind.</param>
/// <param name="Countries">Countries as the history spells them.</param>
internal sealed record AtRiskFilter(IReadOnlySet<V1.RiskTier> Tiers, IReadOnlySet<string> Segments, IReadOnlySet<string> Countries)
{
    public static AtRiskFilter Of(V1.ListAtRiskRequest request) =>
        new(request.RiskTiers.ToHashSet(), request.Segments.ToHashSet(StringComparer.Ordinal), request.Countries.ToHashSet(StringComparer.Ordinal));

    /// <summary>Tiers and segments that there are none of: an empty list would look as if nobody were at risk. A country that nobody lives
    /// in any more stays an empty list.</summary>
    public IEnumerable<FieldProblem> Problems(ServedModel served)
    {
        var tiers = Enum.GetValues<V1.RiskTier>().Where(tier => tier != V1.RiskTier.Unspecified).ToArray();
        foreach (var tier in Tiers.Except(tiers).Order())
            yield return new FieldProblem("risk_tiers", $"found {NameOf(tier)}, expected {string.Join(", ", tiers.Select(NameOf))}");
        // Texts name the quintile ranks whether or not a programme takes their place.
        var segments = LanguageTexts.For(null).SegmentKeys.Except(LoyaltyLadder.QuintileKeys).Concat(LoyaltyLadder.KeysOf(served.Model.Reference));
        foreach (var segment in Segments.Except(segments).Order(StringComparer.Ordinal))
            yield return new FieldProblem("segments", $"found '{FieldProblem.Shown(segment)}', expected ids as CustomerScore.segments has them, such as champions, at_risk or vulnerable");
    }

    public bool Admits(ServedModel served, int customer, CustomerScore score) =>
        (Tiers.Count == 0 || (score.RiskTier is { } tier && Tiers.Contains(AnswerWriter.TierOf(tier))))
        && (Segments.Count == 0 || Of(score.Segments).Any(Segments.Contains))
        && (Countries.Count == 0 || (CountryOf(served, customer, score) is { } country && Countries.Contains(country)));

    private static IEnumerable<string> Of(CustomerSegments segments) =>
        new[] { segments.RfmSegment, segments.LoyaltyRank, segments.Stickiness, segments.SatisfactionClass, segments.JourneyStage }.OfType<string>();

    private static string NameOf(V1.RiskTier tier) => Enum.IsDefined(tier) ? $"RISK_TIER_{tier.ToString().ToUpperInvariant()}" : $"{tier:D}";

    private static string? CountryOf(ServedModel served, int customer, CustomerScore score) =>
        served.Store.Customers is { Country: { } countries } table && table.RowAsOf(customer, score.AsOf.Instant) is { } row
            ? served.Store.Vocabularies.Countries.WordOf(countries[row])
            : null;
}
