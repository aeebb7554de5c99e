namespace ChurnPredict.Trainer.Generation;

/// <summary>Visits, app openings, opened mails, wishes.</summary>
internal sealed class EngagementRows : TableRows
{
    private static readonly int[] ChannelOfKind =
        [.. Wording.VisitChannels.Select(channel => Array.IndexOf(Wording.Channels, channel))];

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _occurredAt;
    private readonly WordBuffer _kind;
    private readonly ValueBuffer<float> _value;
    private readonly WordBuffer _channel;
    private readonly ValueBuffer<long> _ingestedAt;

    public EngagementRows(GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _occurredAt = Instant("occurred_at");
        _kind = Word("kind", Wording.VisitKinds);
        _value = Single("value");
        _channel = Word("channel", Wording.Channels);
        _ingestedAt = Instant("ingested_at");
    }

    public void Add(CustomerProfile profile, in Visit visit)
    {
        if (!_calendar.IsSeen(visit.At, visit.KnownAt)) return;
        _customerId.Add(CustomerRows.IdOf(profile.Index));
        _occurredAt.Add(_calendar.Instant(visit.At));
        _kind.Add(visit.Kind);
        _value.Add(visit.Minutes);
        _channel.Add(ChannelOfKind[visit.Kind]);
        _ingestedAt.Add(_calendar.Instant(visit.KnownAt));
    }
}
