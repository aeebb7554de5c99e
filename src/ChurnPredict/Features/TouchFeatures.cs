using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Contacts that the customer received, and what came of them. Customers held out as a control received nothing: their
/// rows are no contacts. A redemption at or after the date has not happened.</summary>
internal sealed class TouchFeatures : FeatureBlock
{
    private readonly int _actionCount;
    private readonly int _channelCount;

    /// <summary>Makes the block.</summary>
    /// <param name="actions">Actions that get features of their own.</param>
    /// <param name="channels">Channels that get features of their own.</param>
    public TouchFeatures(Vocabulary actions, Vocabulary channels)
        : base(
        [
            .. FeatureWindows.Define("touches", FeatureGroup.Touches, "contacts", "Contacts in the {0} days before the date.", [7, 30, 90, 365]),
            Define("touch_recency_days", "days", "Days from the last contact to the date."),
            Define("touches_since_order", "contacts", "Contacts since the last order."),
            Define("touches_unredeemed", "contacts", "Contacts since the last redemption, or all of them: how tired of offers the customer may be."),
            Define("redemptions_total", "redemptions", "Offers redeemed before the date."),
            .. FeatureWindows.Define("redemptions", FeatureGroup.Touches, "redemptions", "Offers redeemed in the {0} days before the date.", [90, 365]),
            Define("redemption_share", "share", "Share of contacts whose offer was redeemed before the date."),
            Define("redemption_recency_days", "days", "Days from the last redemption to the date."),
            Define("touch_cost_90d", "currency", "Cost of the contacts in the 90 days before the date."),
            Define("detractor_to_contact_days", "days", "Days from the last NPS answer of a detractor to the next contact; the days so far while there is none."),
            Define("detractor_unanswered", "flag", "1 = nobody has contacted the customer since their last NPS answer as a detractor, 0 = somebody has."),
            .. WordNames.Define(actions, "touches_of", "365d", FeatureGroup.Touches, "contacts", "Contacts by '{0}' in the 365 days before the date."),
            .. WordNames.Define(channels, "touches_by", "90d", FeatureGroup.Touches, "contacts", "Contacts on channel '{0}' in the 90 days before the date."),
        ])
    {
        _actionCount = actions.Count;
        _channelCount = channels.Count;
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("touches") ? Definitions.Where(feature => IsCarried(feature, profile)) : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        Span<int> byAction = stackalloc int[_actionCount];
        Span<int> byChannel = stackalloc int[_channelCount];
        byAction.Clear();
        byChannel.Clear();
        var frame = customer.Frame;
        var detractorAt = LastDetractorAnswer(customer);
        var tally = new TouchTally(frame, customer.Orders.Count > 0 ? customer.Orders.LastAt : long.MaxValue, detractorAt);
        if (customer.Store.Touches is { } table)
        {
            var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
            for (var row = begin; row < end; row++)
            {
                if (!table.IsKnown(row, frame.Now) || (table.IsControl is { } controls && controls[row])) continue;
                tally.Add(table, row);
                var at = table.OccurredAt[row];
                if (at >= frame.Since(365)) Count(byAction, customer.Binding.Actions[table.Action[row]]);
                if (at >= frame.Since(90) && table.Channel is { } channels) Count(byChannel, customer.Binding.Channels[channels[row]]);
            }
        }

        tally.Write(ref writer);
        foreach (var count in byAction) writer.AddIf(frame.Since(365) >= frame.TouchesStart, count);
        foreach (var count in byChannel) writer.AddIf(frame.Since(90) >= frame.TouchesStart, count);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Touches, unit, definition);

    private static bool IsCarried(FeatureDefinition feature, HistoryProfile profile) => feature.LabelKey switch
    {
        "touches_by_word_90d" => profile.Has("touches.channel"),
        "touch_cost_90d" => profile.Has("touches.cost"),
        "detractor_to_contact_days" or "detractor_unanswered" => profile.Instruments.Contains(SatisfactionInstrument.Nps),
        "redemptions_window" or "touches_unredeemed" => profile.Has("touches.redeemed_at"),
        _ when feature.Name.StartsWith("redemption", StringComparison.Ordinal) => profile.Has("touches.redeemed_at"),
        _ => true,
    };

    private static void Count(Span<int> counts, int code)
    {
        if (code != Vocabulary.Missing) counts[code]++;
    }

    private static long? LastDetractorAnswer(in CustomerView customer)
    {
        if (customer.Store.Satisfaction is not { } table) return null;
        var now = customer.Frame.Now;
        var (begin, end) = table.RowsBefore(customer.Customer, now);
        for (var row = end - 1; row >= begin; row--)
        {
            if (table.Instrument[row] != SatisfactionInstrument.Nps || !table.IsKnown(row, now)) continue;
            var position = SatisfactionClass.Position(table, row);
            if (!double.IsNaN(position) && SatisfactionClass.NetPromoter(position) == SatisfactionClass.Detractor) return table.OccurredAt[row];
        }

        return null;
    }
}
