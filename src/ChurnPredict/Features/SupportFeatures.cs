using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Tickets and how they were handled. Response and resolution are masked on their own: what came after the date has not
/// happened, and the ticket is waiting or open.</summary>
internal sealed class SupportFeatures : FeatureBlock
{
    private readonly int _channelCount;
    private readonly int _topicCount;

    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels that get features of their own.</param>
    /// <param name="topics">Topics that get features of their own.</param>
    public SupportFeatures(Vocabulary channels, Vocabulary topics)
        : base(
        [
            Define("tickets_total", "tickets", "Tickets opened before the date."),
            .. FeatureWindows.Define("tickets", FeatureGroup.Support, "tickets", "Tickets opened in the {0} days before the date.", [30, 90, 365]),
            Define("ticket_recency_days", "days", "Days from the last ticket's opening to the date."),
            Define("tickets_since_order", "tickets", "Tickets opened since the last order."),
            Define("tickets_per_order", "ratio", "Tickets divided by orders."),
            Define("ticket_repeats_180d", "tickets", "Tickets opened in the 180 days before the date within 30 days of another one on the same topic."),
            Define("tickets_open", "tickets", "Tickets not resolved before the date."),
            Define("ticket_open_days", "days", "Days for which the oldest open ticket has been open; 0 = none is."),
            Define("first_response_hours_last", "hours", "Hours to the first response of the last ticket that has one."),
            Define("first_response_hours_mean_365d", "hours", "Mean hours to the first response, of tickets opened in the 365 days before the date; those still waiting count their wait so far."),
            Define("first_response_hours_worst_180d", "hours", "Longest time to a first response, of tickets opened in the 180 days before the date; waits so far included."),
            Define("first_response_waiting_hours", "hours", "Longest wait of a ticket without a first response so far; 0 = none waits."),
            Define("resolution_hours_last", "hours", "Hours from opening to resolution of the last resolved ticket."),
            Define("resolution_hours_mean_365d", "hours", "Mean hours to resolution, of tickets opened in the 365 days before the date; open ones count their age so far."),
            Define("ticket_severity_last", "severity", "Severity of the last ticket that has one, 1 = lowest."),
            Define("ticket_severity_worst_180d", "severity", "Highest severity of a ticket opened in the 180 days before the date."),
            .. WordNames.Define(channels, "tickets_by", "365d", FeatureGroup.Support, "tickets", "Tickets on channel '{0}' opened in the 365 days before the date."),
            .. WordNames.Define(topics, "tickets_on", "365d", FeatureGroup.Support, "tickets", "Tickets on '{0}' opened in the 365 days before the date."),
        ])
    {
        _channelCount = channels.Count;
        _topicCount = topics.Count;
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("support") ? Definitions.Where(feature => IsCarried(feature, profile)) : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        Span<int> byChannel = stackalloc int[_channelCount];
        Span<int> byTopic = stackalloc int[_topicCount];
        byChannel.Clear();
        byTopic.Clear();
        var frame = customer.Frame;
        var tally = new SupportTally(frame, customer.Orders.Count > 0 ? customer.Orders.LastAt : long.MaxValue);
        if (customer.Store.Support is { } table)
        {
            var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
            for (var row = begin; row < end; row++)
            {
                if (!table.IsKnown(row, frame.Now)) continue;
                tally.Add(table, row, IsRepeat(table, begin, row, frame.Now));
                if (table.OccurredAt[row] < frame.Since(365)) continue;
                if (table.Channel is { } channels) Count(byChannel, customer.Binding.Channels[channels[row]]);
                if (table.Topic is { } topics) Count(byTopic, customer.Binding.Topics[topics[row]]);
            }
        }

        tally.Write(customer.Orders.Count, ref writer);
        var observed = frame.Since(365) >= frame.SupportStart;
        foreach (var count in byChannel) writer.AddIf(observed, count);
        foreach (var count in byTopic) writer.AddIf(observed, count);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Support, unit, definition);

    private static bool IsCarried(FeatureDefinition feature, HistoryProfile profile) => feature.LabelKey switch
    {
        "tickets_by_word_365d" => profile.Has("support.channel"),
        "tickets_on_word_365d" => profile.Has("support.topic"),
        _ when feature.Unit == "severity" => profile.Has("support.severity"),
        _ when feature.Name.StartsWith("first_response", StringComparison.Ordinal) => profile.Has("support.first_response_at"),
        _ when feature.Name.StartsWith("resolution", StringComparison.Ordinal) => profile.Has("support.resolved_at"),
        "tickets_open" or "ticket_open_days" => profile.Has("support.resolved_at"),
        _ => true,
    };

    private static void Count(Span<int> counts, int code)
    {
        if (code != Vocabulary.Missing) counts[code]++;
    }

    // Looks back at most 30 days; without topics any other ticket counts.
    private static bool IsRepeat(SupportTable table, int begin, int row, long now)
    {
        var earliest = table.OccurredAt[row] - (30 * Instants.MicrosecondsPerDay);
        for (var before = row - 1; before >= begin && table.OccurredAt[before] >= earliest; before--)
        {
            if (table.IsKnown(before, now) && (table.Topic is null || table.Topic[before] == table.Topic[row])) return true;
        }

        return false;
    }
}
