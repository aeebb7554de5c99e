using ChurnPredict.History;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>Turns a customer described inline into a history of one, coded with the words of the loaded one; nothing is kept.</summary>
internal sealed class InlineHistory(EventStore store)
{
    private const string MoneyExpected = "found an amount that is not finite or beyond 10^18, expected a finite one";

    private readonly List<FieldProblem> _problems = [];
    private string _id = "";
    private CancellationToken _cancellationToken;

    /// <returns>The history that holds the customer, or what is wrong with the message, field by field.</returns>
    public (EventStore? Store, IReadOnlyList<FieldProblem> Problems) Read(V1.CustomerHistory history, CancellationToken cancellationToken = default)
    {
        _id = history.CustomerId.Length > 0 ? history.CustomerId : "inline";
        _cancellationToken = cancellationToken;
        if (history.CustomerId.Length is 0 or > RequestCheck.MaximumIdLength)
            _problems.Add(new FieldProblem("history.customer_id", $"found {history.CustomerId.Length} characters, expected 1 to {RequestCheck.MaximumIdLength}"));
        if (IsEmpty(history)) _problems.Add(new FieldProblem("history", "found no event and no profile, expected at least one"));
        var builder = EventStoreBuilder.Like(store);
        if (history.Profile is { } profile)
        {
            builder.Add(Customer(profile));
            // A referral counts where the referrer is a customer: of the loaded history, whose twin stands beside the one described.
            if (profile.HasReferredBy && profile.ReferredBy != _id && store.Ids.TryFind(profile.ReferredBy, out _)) builder.Add(new CustomerRow(profile.ReferredBy));
        }

        AddAll(history.Transactions, "history.transactions", Transaction, row => builder.Add(row));
        AddAll(history.Engagement, "history.engagement", Engagement, row => builder.Add(row));
        AddAll(history.Satisfaction, "history.satisfaction", Satisfaction, row => builder.Add(row));
        AddAll(history.Support, "history.support", Support, row => builder.Add(row));
        AddAll(history.Touches, "history.touches", Touch, row => builder.Add(row));
        return _problems.Count > 0 ? (null, _problems) : (builder.Build(), []);
    }

    /// <summary>Reads messages into rows; of millions of wrong ones no more than are named.</summary>
    private void AddAll<TMessage, TRow>(IReadOnlyList<TMessage> messages, string path, Func<TMessage, string, TRow?> read, Action<TRow> add)
        where TRow : class
    {
        for (var index = 0; index < messages.Count && _problems.Count < FieldProblem.MostNamed; index++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (read(messages[index], $"{path}[{index}]") is { } row) add(row);
        }
    }

    private static bool IsEmpty(V1.CustomerHistory history) =>
        history is { Profile: null, Transactions.Count: 0, Engagement.Count: 0, Satisfaction.Count: 0, Support.Count: 0, Touches.Count: 0 };

    private CustomerRow Customer(V1.CustomerProfile profile)
    {
        const string Path = "history.profile";
        if (profile.HasBirthMonth && profile.BirthMonth is < 1 or > 12)
            _problems.Add(new FieldProblem($"{Path}.birth_month", $"found {profile.BirthMonth}, expected 1 to 12"));
        var attributes = new InlineAttributes(store.Customers?.Attributes ?? []);
        attributes.Read(profile.Attributes, $"{Path}.attributes");
        _problems.AddRange(attributes.Problems);
        return new CustomerRow(_id)
        {
            SignedUpAt = Optional(profile.HasSignedUpAt, profile.SignedUpAt, $"{Path}.signed_up_at"),
            CancelledAt = Optional(profile.HasCancelledAt, profile.CancelledAt, $"{Path}.cancelled_at"),
            Country = profile.HasCountry ? profile.Country : null,
            Language = profile.HasLanguage ? profile.Language : null,
            Plan = profile.HasPlan ? profile.Plan : null,
            BirthMonth = profile is { HasBirthMonth: true, BirthMonth: >= 1 and <= 12 } ? (int)profile.BirthMonth : null,
            ReferredBy = profile.HasReferredBy ? profile.ReferredBy : null,
            ConsentEmail = profile.HasConsentEmail ? profile.ConsentEmail : null,
            ConsentSms = profile.HasConsentSms ? profile.ConsentSms : null,
            ConsentPhone = profile.HasConsentPhone ? profile.ConsentPhone : null,
            ValidFrom = Optional(profile.HasValidFrom, profile.ValidFrom, $"{Path}.valid_from"),
            IngestedAt = Optional(profile.HasIngestedAt, profile.IngestedAt, $"{Path}.ingested_at"),
            Numbers = attributes.Numbers,
            Texts = attributes.Texts,
        };
    }

    private TransactionRow? Transaction(V1.Transaction row, string path)
    {
        var isAmount = IsMoney(row.Amount);
        if (!isAmount) _problems.Add(new FieldProblem($"{path}.amount", MoneyExpected));
        if (row.HasCurrency && store.Description.Currency is { } own && row.Currency != own)
            _problems.Add(new FieldProblem($"{path}.currency", $"found '{FieldProblem.Shown(row.Currency)}', expected {own}, the history's currency"));
        return Required(row.OccurredAt, $"{path}.occurred_at") is not { } at || !isAmount ? null : new TransactionRow(_id, at, row.Amount)
        {
            OrderId = row.HasOrderId ? row.OrderId : null,
            Quantity = Number(row.HasQuantity, row.Quantity, $"{path}.quantity"),
            Category = row.HasCategory ? row.Category : null,
            Margin = Money(row.HasMargin, row.Margin, $"{path}.margin"),
            ListPrice = Money(row.HasListPrice, row.ListPrice, $"{path}.list_price"),
            PromisedAt = Optional(row.HasPromisedAt, row.PromisedAt, $"{path}.promised_at"),
            DeliveredAt = Optional(row.HasDeliveredAt, row.DeliveredAt, $"{path}.delivered_at"),
            IngestedAt = Optional(row.HasIngestedAt, row.IngestedAt, $"{path}.ingested_at"),
        };
    }

    private EngagementRow? Engagement(V1.EngagementEvent row, string path) =>
        Required(row.OccurredAt, $"{path}.occurred_at") is not { } at || !IsGiven(row.Kind, $"{path}.kind") ? null : new EngagementRow(_id, at, row.Kind)
        {
            Value = Number(row.HasValue, row.Value, $"{path}.value"),
            Channel = row.HasChannel ? row.Channel : null,
            IngestedAt = Optional(row.HasIngestedAt, row.IngestedAt, $"{path}.ingested_at"),
        };

    private SatisfactionRow? Satisfaction(V1.SatisfactionAnswer row, string path)
    {
        if (!SatisfactionScale.TryParse(row.Instrument, out var instrument))
            _problems.Add(new FieldProblem($"{path}.instrument", $"found '{FieldProblem.Shown(row.Instrument)}', expected nps, csat, ces, likert, rating, sci_satisfied, sci_repurchase or sci_recommend"));
        var (minimum, maximum) = (Number(row.HasScaleMin, row.ScaleMin, $"{path}.scale_min"), Number(row.HasScaleMax, row.ScaleMax, $"{path}.scale_max"));
        var score = Number(row.HasScore, row.Score, $"{path}.score");
        var usual = SatisfactionScale.Usual(instrument);
        var (lowest, highest) = (minimum ?? usual.Minimum, maximum ?? usual.Maximum);
        if (lowest >= highest || score < lowest || score > highest)
            _problems.Add(new FieldProblem($"{path}.score", "found a score outside its scale, expected one on it; give scale_min and scale_max where they are not the usual ones"));
        return Required(row.OccurredAt, $"{path}.occurred_at") is not { } at ? null : new SatisfactionRow(_id, at, instrument, score)
        {
            ScaleMinimum = minimum,
            ScaleMaximum = maximum,
            Aspect = row.HasAspect ? row.Aspect : null,
            Reason = row.HasReason ? row.Reason : null,
            IngestedAt = Optional(row.HasIngestedAt, row.IngestedAt, $"{path}.ingested_at"),
        };
    }

    private SupportRow? Support(V1.SupportTicket row, string path) =>
        Required(row.OpenedAt, $"{path}.opened_at") is not { } at ? null : new SupportRow(_id, at)
        {
            FirstResponseAt = Optional(row.HasFirstResponseAt, row.FirstResponseAt, $"{path}.first_response_at"),
            ResolvedAt = Optional(row.HasResolvedAt, row.ResolvedAt, $"{path}.resolved_at"),
            Severity = row.HasSeverity ? Severity(row.Severity, $"{path}.severity") : null,
            Channel = row.HasChannel ? row.Channel : null,
            Topic = row.HasTopic ? row.Topic : null,
            IngestedAt = Optional(row.HasIngestedAt, row.IngestedAt, $"{path}.ingested_at"),
        };

    private TouchRow? Touch(V1.CampaignTouch row, string path) =>
        Required(row.OccurredAt, $"{path}.occurred_at") is not { } at || !IsGiven(row.Action, $"{path}.action") ? null : new TouchRow(_id, at, row.Action)
        {
            Channel = row.HasChannel ? row.Channel : null,
            Cost = Number(row.HasCost, row.Cost, $"{path}.cost"),
            IsControl = row.HasIsControl ? row.IsControl : null,
            RedeemedAt = Optional(row.HasRedeemedAt, row.RedeemedAt, $"{path}.redeemed_at"),
            IngestedAt = Optional(row.HasIngestedAt, row.IngestedAt, $"{path}.ingested_at"),
        };

    private static bool IsMoney(double value) => Math.Abs(value) <= TransactionTable.LargestAmount;

    private double? Money(bool isPresent, double value, string path)
    {
        if (!isPresent) return null;
        if (!IsMoney(value)) _problems.Add(new FieldProblem(path, MoneyExpected));
        return value;
    }

    private float? Number(bool isPresent, double value, string path) => isPresent ? Finite(value, path) : null;

    private float Finite(double value, string path)
    {
        if (!float.IsFinite((float)value)) _problems.Add(new FieldProblem(path, "found a number that is not finite, or too large, expected a finite one"));
        return (float)value;
    }

    private float? Severity(string text, string path)
    {
        if (TicketSeverity.TryParse(text, out var severity)) return severity;
        _problems.Add(new FieldProblem(path, $"found '{FieldProblem.Shown(text)}', expected {TicketSeverity.Expected}"));
        return null;
    }

    private bool IsGiven(string text, string path)
    {
        if (text.Length > 0) return true;
        _problems.Add(new FieldProblem(path, "found none, expected a word"));
        return false;
    }

    private long? Optional(bool isPresent, string text, string path) => isPresent ? Required(text, path) : null;

    private long? Required(string text, string path)
    {
        if (store.TimeAxis.TryParseInstant(text, out var instant)) return instant;
        _problems.Add(new FieldProblem(path, $"found '{FieldProblem.Shown(text)}', expected an ISO-8601 time such as 2026-01-31T09:30:00Z"));
        return null;
    }
}
