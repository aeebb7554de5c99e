using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>How often, when and on which channel a customer may be contacted.</summary>
internal sealed class ContactRules
{
    public const string AllChannels = "all";

    private const int MinutesPerDay = 24 * 60;

    private readonly IReadOnlyList<ContactLimit> _limits;
    private readonly IReadOnlyList<QuietHours> _quietHours;

    public ContactRules(HistoryDescription description, ActionCatalogue catalogue)
    {
        _limits = description.ContactLimits.Count > 0 ? description.ContactLimits : catalogue.ContactLimits;
        _quietHours = description.QuietHours.Count > 0 ? description.QuietHours : catalogue.QuietHours;
    }

    /// <summary>Contacts still left to a customer under each limit.</summary>
    public int[] Remaining(CustomerHistory history, AsOfDate asOf)
    {
        var remaining = new int[_limits.Count];
        for (var limit = 0; limit < remaining.Length; limit++)
            remaining[limit] = _limits[limit].MaximumContacts - Contacts(history, asOf, _limits[limit]);
        return remaining;
    }

    /// <summary>Whether one more contact on a channel keeps every limit.</summary>
    public bool Allows(int[] remaining, string channel)
    {
        for (var limit = 0; limit < remaining.Length; limit++)
        {
            if (remaining[limit] < 1 && Concerns(_limits[limit].Channel, channel)) return false;
        }

        return true;
    }

    /// <summary>Counts a contact on a channel.</summary>
    public void Take(int[] remaining, string channel)
    {
        for (var limit = 0; limit < remaining.Length; limit++)
        {
            if (Concerns(_limits[limit].Channel, channel)) remaining[limit]--;
        }
    }

    /// <summary>The first minute of a day on which a channel may be used; null when there is none.</summary>
    public TimeOnly? FirstMinute(string channel)
    {
        for (var minute = 0; minute < MinutesPerDay; minute++)
        {
            var time = TimeOnly.MinValue.AddMinutes(minute);
            if (!_quietHours.Any(quiet => Concerns(quiet.Channel, channel) && IsQuiet(quiet, time))) return time;
        }

        return null;
    }

    /// <summary>Whether the customer agreed to a channel, as far as was known before the date.</summary>
    public static bool HasConsent(CustomerTable? customers, int? row, string channel)
    {
        if (customers is null || row is not { } known) return false;
        var consent = channel switch
        {
            "email" => customers.ConsentEmail,
            "sms" => customers.ConsentSms,
            "phone" => customers.ConsentPhone,
            _ => null,
        };
        return consent?[known] == true;
    }

    /// <summary>Whether an action reached the customer in the days before the date.</summary>
    public static bool WasDone(CustomerHistory history, AsOfDate asOf, string action, int days)
    {
        if (days == 0 || history.Store.Touches is not { } touches) return false;
        var code = history.Store.Vocabularies.Actions.CodeOf(action);
        if (code == Vocabulary.Missing) return false;
        var since = asOf.Instant - (days * Instants.MicrosecondsPerDay);
        var (begin, end) = touches.RowsBefore(history.Customer, asOf.Instant);
        for (var row = end - 1; row >= begin && touches.OccurredAt[row] >= since; row--)
        {
            if (touches.Action[row] == code && IsContact(touches, row, asOf)) return true;
        }

        return false;
    }

    private static int Contacts(CustomerHistory history, AsOfDate asOf, ContactLimit limit)
    {
        if (history.Store.Touches is not { } touches) return 0;
        var code = limit.Channel == AllChannels ? Vocabulary.Missing : history.Store.Vocabularies.Channels.CodeOf(limit.Channel);
        if (limit.Channel != AllChannels && (code == Vocabulary.Missing || touches.Channel is null)) return 0;
        var since = asOf.Instant - (limit.WithinDays * Instants.MicrosecondsPerDay);
        var (begin, end) = touches.RowsBefore(history.Customer, asOf.Instant);
        var count = 0;
        for (var row = end - 1; row >= begin && touches.OccurredAt[row] >= since; row--)
        {
            if (IsContact(touches, row, asOf) && (limit.Channel == AllChannels || touches.Channel![row] == code)) count++;
        }

        return count;
    }

    private static bool IsContact(TouchTable touches, int row, AsOfDate asOf) =>
        touches.IsKnown(row, asOf.Instant) && touches.IsControl?[row] != true;

    private static bool Concerns(string ruleChannel, string channel) => ruleChannel == AllChannels || ruleChannel == channel;

    /// <summary>From is quiet, to is not; from = to is all day.</summary>
    private static bool IsQuiet(QuietHours quiet, TimeOnly time) =>
        quiet.From < quiet.To ? time >= quiet.From && time < quiet.To : time >= quiet.From || time < quiet.To;
}
