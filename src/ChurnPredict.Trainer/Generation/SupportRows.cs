namespace ChurnPredict.Trainer.Generation;

/// <summary>Support tickets.</summary>
internal sealed class SupportRows : TableRows
{
    private static readonly int[] TicketChannels = [2, 4, 5];

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _openedAt;
    private readonly ValueBuffer<long> _firstResponseAt;
    private readonly ValueBuffer<long> _resolvedAt;
    private readonly WordBuffer _severity;
    private readonly WordBuffer _channel;
    private readonly WordBuffer _topic;
    private readonly ValueBuffer<long> _ingestedAt;

    public SupportRows(GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _openedAt = Instant("opened_at");
        _firstResponseAt = Instant("first_response_at", isNullable: true);
        _resolvedAt = Instant("resolved_at", isNullable: true);
        _severity = Word("severity", Wording.Severities);
        _channel = Word("channel", Wording.Channels);
        _topic = Word("topic", Wording.Topics);
        _ingestedAt = Instant("ingested_at");
    }

    public void Add(CustomerProfile profile, Order order, Ticket ticket, RandomStream random)
    {
        var knownAt = ticket.OpenedAt + random.Uniform(0.0005, 0.01);
        var severity = random.Index(Wording.Severities.Length);
        var channel = TicketChannels[random.Index(TicketChannels.Length)];
        var topic = order.IsLate ? 0 : 1 + random.Index(3);
        if (!_calendar.IsSeen(ticket.OpenedAt, knownAt)) return;
        _customerId.Add(CustomerRows.IdOf(profile.Index));
        _openedAt.Add(_calendar.Instant(ticket.OpenedAt));
        _firstResponseAt.Add(_calendar.InstantSoFar(ticket.RespondedAt));
        _resolvedAt.Add(_calendar.InstantSoFar(ticket.ResolvedAt));
        _severity.Add(severity);
        _channel.Add(channel);
        _topic.Add(topic);
        _ingestedAt.Add(_calendar.Instant(knownAt));
    }
}
