namespace ChurnPredict.Trainer.Generation;

/// <summary>Campaign contacts, the withheld ones included.</summary>
internal sealed class TouchRows : TableRows
{
    private static readonly int[] ChannelOfAction =
        [.. TouchEffects.Actions.Select(action => Array.IndexOf(Wording.Channels, action.Channel switch
        {
            TouchChannel.Email => "email",
            TouchChannel.Sms => "sms",
            _ => "phone",
        }))];

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _occurredAt;
    private readonly WordBuffer _action;
    private readonly WordBuffer _channel;
    private readonly ValueBuffer<double> _cost;
    private readonly ValueBuffer<bool> _isControl;
    private readonly ValueBuffer<long> _redeemedAt;

    public TouchRows(GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _occurredAt = Instant("occurred_at");
        _action = Word("action", [.. TouchEffects.Actions.Select(action => action.Name)]);
        _channel = Word("channel", Wording.Channels);
        _cost = Number("cost");
        _isControl = Flag("is_control");
        _redeemedAt = Instant("redeemed_at", isNullable: true);
    }

    public void Add(CustomerProfile profile, Touch touch)
    {
        _customerId.Add(CustomerRows.IdOf(profile.Index));
        _occurredAt.Add(_calendar.Instant(touch.At));
        _action.Add(touch.Action);
        _channel.Add(ChannelOfAction[touch.Action]);
        _cost.Add(touch.IsControl ? 0 : TouchEffects.Actions[touch.Action].CostYen);
        _isControl.Add(touch.IsControl);
        _redeemedAt.Add(_calendar.InstantSoFar(touch.RedeemedAt));
    }
}
