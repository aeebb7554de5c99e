using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>What the customer does besides buying: how lately, how much, in which direction, on which channels.</summary>
internal sealed class EngagementFeatures : FeatureBlock
{
    private static readonly Decay Half14 = new(14);
    private static readonly Decay Half60 = new(60);
    private readonly int _kindCount;
    private readonly int _channelCount;

    /// <summary>Makes the block.</summary>
    /// <param name="kinds">Kinds that get features of their own.</param>
    /// <param name="channels">Channels that get features of their own.</param>
    public EngagementFeatures(Vocabulary kinds, Vocabulary channels)
        : base(
        [
            Define("engagement_recency_days", "days", "Days from the last engagement event to the date."),
            .. FeatureWindows.Define("engagement", FeatureGroup.Engagement, "events", "Engagement events in the {0} days before the date.", [7, 30, 90, 365]),
            .. FeatureWindows.Define("engagement_trend", FeatureGroup.Engagement, "trend", "Events in the last {0} days against the {0} days before: difference divided by sum.", [30, 90]),
            Define("engagement_decayed_14d", "events", "Events, each counting half for every 14 days of age."),
            Define("engagement_decayed_60d", "events", "Events, each counting half for every 60 days of age."),
            Define("engagement_momentum", "ratio", "Activity that decays with 14 days against that with 60 days, both as rates: below 1 = falling."),
            Define("engagement_slope", "change_per_week", "Slope of weekly events over the last twelve weeks, as a share of their mean a week."),
            .. FeatureWindows.Define("active_days", FeatureGroup.Engagement, "days", "Different local days with an event in the {0} days before the date.", [7, 30, 90]),
            Define("active_days_share", "share", "Days with an event among the last 30 days (among those observed, if fewer): stickiness."),
            Define("active_days_trend", "trend", "Days with an event in the last 30 days against the 30 days before: difference divided by sum."),
            Define("engagement_kinds_90d", "kinds", "Different kinds of events in the 90 days before the date."),
            Define("engagement_since_order", "events", "Events since the last order."),
            Define("engagement_value_30d", "value", "Sum of the events' values in the 30 days before the date."),
            Define("engagement_value_mean_90d", "value", "Mean of the events' values in the 90 days before the date."),
            .. WordNames.Define(kinds, "engagement", "30d", FeatureGroup.Engagement, "events", "Events of kind '{0}' in the 30 days before the date."),
            .. WordNames.Define(kinds, "engagement", "decayed", FeatureGroup.Engagement, "events", "Events of kind '{0}', each counting half for every 60 days of age."),
            .. WordNames.Define(kinds, "engagement", "recency_days", FeatureGroup.Engagement, "days", "Days from the last event of kind '{0}' to the date."),
            .. WordNames.Define(channels, "engagement_by", "decayed", FeatureGroup.Engagement, "events", "Events on channel '{0}', each counting half for every 60 days of age."),
        ])
    {
        _kindCount = kinds.Count;
        _channelCount = channels.Count;
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("engagement") ? Definitions.Where(feature => IsCarried(feature, profile)) : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        Span<double> kinds30 = stackalloc double[_kindCount];
        Span<double> kindsDecayed = stackalloc double[_kindCount];
        Span<long> kindsLastAt = stackalloc long[_kindCount];
        Span<double> channelsDecayed = stackalloc double[_channelCount];
        kinds30.Clear();
        kindsDecayed.Clear();
        kindsLastAt.Fill(long.MinValue);
        channelsDecayed.Clear();
        var tally = new EngagementTally(customer.Frame, customer.Orders.Count > 0 ? customer.Orders.LastAt : long.MaxValue);
        if (customer.Store.Engagement is { } table)
        {
            var binding = customer.Binding;
            var now = customer.Frame.Now;
            var (begin, end) = table.RowsBefore(customer.Customer, now);
            for (var row = begin; row < end; row++)
            {
                if (!table.IsKnown(row, now)) continue;
                var at = table.OccurredAt[row];
                var age = customer.Frame.DaysSince(at);
                tally.Add(at, age, binding.Clock.Day(at), table.Value is { } values ? values[row] : float.NaN);
                var weight = Half60.Weight(age);
                tally.AddWeights(Half14.Weight(age), weight);
                var kind = binding.EngagementKinds[table.Kind[row]];
                if (kind != Vocabulary.Missing)
                {
                    if (at >= customer.Frame.Since(30)) kinds30[kind]++;
                    kindsDecayed[kind] += weight;
                    kindsLastAt[kind] = at;
                }

                if (table.Channel is { } channels && binding.Channels[channels[row]] is var channel && channel != Vocabulary.Missing)
                    channelsDecayed[channel] += weight;
            }
        }

        tally.Write(CountSince(kindsLastAt, customer.Frame.Since(90)), ref writer);
        AddWords(customer, kinds30, kindsDecayed, kindsLastAt, channelsDecayed, ref writer);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Engagement, unit, definition);

    private static bool IsCarried(FeatureDefinition feature, HistoryProfile profile) => feature.LabelKey switch
    {
        "engagement_value_30d" or "engagement_value_mean_90d" => profile.Has("engagement.value"),
        "engagement_by_word_decayed" => profile.Has("engagement.channel"),
        _ => true,
    };

    private static int CountSince(ReadOnlySpan<long> instants, long since)
    {
        var count = 0;
        foreach (var instant in instants)
        {
            if (instant >= since) count++;
        }

        return count;
    }

    private static void AddWords(
        in CustomerView customer,
        scoped ReadOnlySpan<double> kinds30,
        scoped ReadOnlySpan<double> kindsDecayed,
        scoped ReadOnlySpan<long> kindsLastAt,
        scoped ReadOnlySpan<double> channelsDecayed,
        ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        foreach (var count in kinds30) writer.AddIf(frame.Since(30) >= frame.EngagementStart, count);
        foreach (var decayed in kindsDecayed) writer.Add(decayed);
        foreach (var lastAt in kindsLastAt) writer.AddIf(lastAt != long.MinValue, lastAt != long.MinValue ? frame.DaysSince(lastAt) : 0);
        foreach (var decayed in channelsDecayed) writer.Add(decayed);
    }
}
