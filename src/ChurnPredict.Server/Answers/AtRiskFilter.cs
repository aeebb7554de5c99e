using ChurnPredict.Scoring;
using ChurnPredict.Server.Serving;
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

    public bool Admits(ServedModel served, int customer, CustomerScore score) =>
        (Tiers.Count == 0 || (score.RiskTier is { } tier && Tiers.Contains(AnswerWriter.TierOf(tier))))
        && (Segments.Count == 0 || Of(score.Segments).Any(Segments.Contains))
        && (Countries.Count == 0 || (CountryOf(served, customer, score) is { } country && Countries.Contains(country)));

    private static IEnumerable<string> Of(CustomerSegments segments) =>
        new[] { segments.RfmSegment, segments.LoyaltyRank, segments.Stickiness, segments.SatisfactionClass, segments.JourneyStage }.OfType<string>();

    private static string? CountryOf(ServedModel served, int customer, CustomerScore score) =>
        served.Store.Customers is { Country: { } countries } table && table.RowAsOf(customer, score.AsOf.Instant) is { } row
            ? served.Store.Vocabularies.Countries.WordOf(countries[row])
            : null;
}
