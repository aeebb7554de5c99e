using System.Globalization;
using ChurnPredict.Contracts.V1;
using ChurnPredict.History;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Tests.Answers;

/// <summary>A stored customer written out as the messages of a request.</summary>
internal sealed class InlineMessages(EventStore store, int customer)
{
    public V1.CustomerHistory Whole() => new()
    {
        CustomerId = store.Ids[customer],
        Profile = Profile(),
        Transactions = { Rows(store.Transactions).Select(Transaction) },
        Engagement = { Rows(store.Engagement!).Select(Engagement) },
        Satisfaction = { Rows(store.Satisfaction!).Select(Satisfaction) },
        Support = { Rows(store.Support!).Select(Support) },
        Touches = { Rows(store.Touches!).Select(Touch) },
    };

    private IEnumerable<int> Rows(EventTable table) => Enumerable.Range(table.Start[customer], table.Start[customer + 1] - table.Start[customer]);

    private CustomerProfile Profile()
    {
        var table = store.Customers!;
        var row = table.Start[customer];
        var words = store.Vocabularies;
        var profile = new CustomerProfile();
        if (Time(table.SignedUpAt, row) is { } signedUpAt) profile.SignedUpAt = signedUpAt;
        if (Time(table.CancelledAt, row) is { } cancelledAt) profile.CancelledAt = cancelledAt;
        if (Time(table.ValidFrom, row) is { } validFrom) profile.ValidFrom = validFrom;
        if (Time(table.IngestedAt, row) is { } ingestedAt) profile.IngestedAt = ingestedAt;
        if (Word(table.Country, row, words.Countries) is { } country) profile.Country = country;
        if (Word(table.Language, row, words.Languages) is { } language) profile.Language = language;
        if (Word(table.Plan, row, words.Plans) is { } plan) profile.Plan = plan;
        if (table.BirthMonth?[row] is { } month and > 0) profile.BirthMonth = month;
        if (table.ReferredBy is { } referrers && referrers[row] != Vocabulary.Missing)
            profile.ReferredBy = referrers[row] == CustomerTable.UnknownReferrer ? "nobody's customer" : store.Ids[referrers[row]];
        if (table.ConsentEmail?[row] is { } email) profile.ConsentEmail = email;
        if (table.ConsentSms?[row] is { } sms) profile.ConsentSms = sms;
        if (table.ConsentPhone?[row] is { } phone) profile.ConsentPhone = phone;
        foreach (var attribute in table.Attributes)
        {
            if (attribute.Numbers?[row] is { } number && !float.IsNaN(number)) profile.Attributes[attribute.Name] = new AttributeValue { Number = number };
            if (attribute.Codes is { } codes && attribute.Words!.WordOf(codes[row]) is { } text) profile.Attributes[attribute.Name] = new AttributeValue { Text = text };
        }

        return profile;
    }

    private Transaction Transaction(int row)
    {
        var table = store.Transactions;
        var line = new Transaction { OccurredAt = Text(table.OccurredAt[row]), Amount = table.Amount[row], OrderId = $"order {table.Order[row]}" };
        if (table.Quantity?[row] is { } quantity && !float.IsNaN(quantity)) line.Quantity = quantity;
        if (Word(table.Category, row, store.Vocabularies.Categories) is { } category) line.Category = category;
        if (table.Margin?[row] is { } margin && !double.IsNaN(margin)) line.Margin = margin;
        if (table.ListPrice?[row] is { } price && !double.IsNaN(price)) line.ListPrice = price;
        if (Time(table.PromisedAt, row) is { } promisedAt) line.PromisedAt = promisedAt;
        if (Time(table.DeliveredAt, row) is { } deliveredAt) line.DeliveredAt = deliveredAt;
        if (Time(table.IngestedAt, row) is { } ingestedAt) line.IngestedAt = ingestedAt;
        return line;
    }

    private EngagementEvent Engagement(int row)
    {
        var table = store.Engagement!;
        var visit = new EngagementEvent { OccurredAt = Text(table.OccurredAt[row]), Kind = store.Vocabularies.EngagementKinds.WordOf(table.Kind[row]) };
        if (table.Value?[row] is { } value && !float.IsNaN(value)) visit.Value = value;
        if (Word(table.Channel, row, store.Vocabularies.Channels) is { } channel) visit.Channel = channel;
        if (Time(table.IngestedAt, row) is { } ingestedAt) visit.IngestedAt = ingestedAt;
        return visit;
    }

    private SatisfactionAnswer Satisfaction(int row)
    {
        var table = store.Satisfaction!;
        var answer = new SatisfactionAnswer
        {
            OccurredAt = Text(table.OccurredAt[row]),
            Instrument = SatisfactionScale.InstrumentNames[(int)table.Instrument[row]],
            ScaleMin = table.ScaleMinimum[row],
            ScaleMax = table.ScaleMaximum[row],
        };
        if (!float.IsNaN(table.Score[row])) answer.Score = table.Score[row];
        if (Word(table.Aspect, row, store.Vocabularies.Aspects) is { } aspect) answer.Aspect = aspect;
        if (Word(table.Reason, row, store.Vocabularies.SatisfactionReasons) is { } reason) answer.Reason = reason;
        if (Time(table.IngestedAt, row) is { } ingestedAt) answer.IngestedAt = ingestedAt;
        return answer;
    }

    private SupportTicket Support(int row)
    {
        var table = store.Support!;
        var ticket = new SupportTicket { OpenedAt = Text(table.OccurredAt[row]) };
        if (Time(table.FirstResponseAt, row) is { } answeredAt) ticket.FirstResponseAt = answeredAt;
        if (Time(table.ResolvedAt, row) is { } resolvedAt) ticket.ResolvedAt = resolvedAt;
        if (table.Severity?[row] is { } severity && !float.IsNaN(severity)) ticket.Severity = severity.ToString(CultureInfo.InvariantCulture);
        if (Word(table.Channel, row, store.Vocabularies.Channels) is { } channel) ticket.Channel = channel;
        if (Word(table.Topic, row, store.Vocabularies.Topics) is { } topic) ticket.Topic = topic;
        if (Time(table.IngestedAt, row) is { } ingestedAt) ticket.IngestedAt = ingestedAt;
        return ticket;
    }

    private CampaignTouch Touch(int row)
    {
        var table = store.Touches!;
        var touch = new CampaignTouch { OccurredAt = Text(table.OccurredAt[row]), Action = store.Vocabularies.Actions.WordOf(table.Action[row]) };
        if (Word(table.Channel, row, store.Vocabularies.Channels) is { } channel) touch.Channel = channel;
        if (table.Cost?[row] is { } cost && !float.IsNaN(cost)) touch.Cost = cost;
        if (table.IsControl?[row] is { } isControl) touch.IsControl = isControl;
        if (Time(table.RedeemedAt, row) is { } redeemedAt) touch.RedeemedAt = redeemedAt;
        if (Time(table.IngestedAt, row) is { } ingestedAt) touch.IngestedAt = ingestedAt;
        return touch;
    }

    private static string? Word(int[]? codes, int row, Vocabulary words) => codes is null ? null : words.WordOf(codes[row]);

    private static string? Time(long[]? times, int row) => times is null || times[row] == Instants.Missing ? null : Text(times[row]);

    private static string Text(long instant) => Instants.ToDateTimeOffset(instant).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
