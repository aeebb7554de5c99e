using ChurnPredict.History;

namespace ChurnPredict.Trainer.Generation;

/// <summary>The <c>history.yaml</c> of a generated history.</summary>
internal static class GeneratedDescription
{
    public static HistoryDescription Of(GenerationContext context) => new()
    {
        TimeZone = GeneratedCalendar.TimeZone,
        Currency = "JPY",
        GrossMargin = 0.35,
        StaticAttributes = ["birth_month", "country", "favourite_colour", "language", "lucky_number", "plan", "segment"],
        Churn = new ChurnDefinition
        {
            Kind = context.Options.Contracts ? ChurnKind.Cancellation : ChurnKind.Inactivity,
            HorizonDays = CustomerTruth.HorizonDays,
        },
        Ranks = [.. Wording.Ranks.Select((name, rank) => new LoyaltyRank(name, rank == 0 ? 0 : context.Behaviour.RankThresholds[rank - 1], null))],
        ContactLimits = [new ContactLimit("all", 4, 30), new ContactLimit("phone", 1, 30)],
        QuietHours = [new QuietHours("all", new TimeOnly(21, 0), new TimeOnly(8, 0))],
    };
}
