namespace ChurnPredict.History;

/// <content>The tables.</content>
public sealed partial class EventStoreBuilder
{
    private TransactionTable BuildTransactions(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_transactions, row => row.CustomerId, row => row.OccurredAt, ids);
        return new TransactionTable
        {
            Start = start,
            OccurredAt = Array.ConvertAll(rows, row => row.OccurredAt),
            Amount = Array.ConvertAll(rows, row => row.Amount),
            Order = NumberOrders(start, rows),
            Quantity = Column("transactions.quantity", rows, row => row.Quantity, float.NaN),
            Category = Codes("transactions.category", rows, row => row.Category, words.Categories),
            Margin = Column("transactions.margin", rows, row => row.Margin, double.NaN),
            ListPrice = Column("transactions.list_price", rows, row => row.ListPrice, double.NaN),
            PromisedAt = Column("transactions.promised_at", rows, row => row.PromisedAt, Instants.Missing),
            DeliveredAt = Column("transactions.delivered_at", rows, row => row.DeliveredAt, Instants.Missing),
            IngestedAt = Column("transactions.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
        };
    }

    private EngagementTable BuildEngagement(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_engagement, row => row.CustomerId, row => row.OccurredAt, ids);
        return new EngagementTable
        {
            Start = start,
            OccurredAt = Array.ConvertAll(rows, row => row.OccurredAt),
            Kind = Array.ConvertAll(rows, row => words.EngagementKinds.CodeOf(row.Kind)),
            Value = Column("engagement.value", rows, row => row.Value, float.NaN),
            Channel = Codes("engagement.channel", rows, row => row.Channel, words.Channels),
            IngestedAt = Column("engagement.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
        };
    }

    private SatisfactionTable BuildSatisfaction(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_satisfaction, row => row.CustomerId, row => row.OccurredAt, ids);
        return new SatisfactionTable
        {
            Start = start,
            OccurredAt = Array.ConvertAll(rows, row => row.OccurredAt),
            Instrument = Array.ConvertAll(rows, row => row.Instrument),
            Score = Array.ConvertAll(rows, row => row.Score ?? float.NaN),
            ScaleMinimum = Array.ConvertAll(rows, row => row.ScaleMinimum ?? SatisfactionScale.Usual(row.Instrument).Minimum),
            ScaleMaximum = Array.ConvertAll(rows, row => row.ScaleMaximum ?? SatisfactionScale.Usual(row.Instrument).Maximum),
            Aspect = Codes("satisfaction.aspect", rows, row => row.Aspect, words.Aspects),
            Reason = Codes("satisfaction.reason", rows, row => row.Reason, words.SatisfactionReasons),
            IngestedAt = Column("satisfaction.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
        };
    }

    private SupportTable BuildSupport(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_support, row => row.CustomerId, row => row.OpenedAt, ids);
        return new SupportTable
        {
            Start = start,
            OccurredAt = Array.ConvertAll(rows, row => row.OpenedAt),
            FirstResponseAt = Column("support.first_response_at", rows, row => row.FirstResponseAt, Instants.Missing),
            ResolvedAt = Column("support.resolved_at", rows, row => row.ResolvedAt, Instants.Missing),
            Severity = Column("support.severity", rows, row => row.Severity, float.NaN),
            Channel = Codes("support.channel", rows, row => row.Channel, words.Channels),
            Topic = Codes("support.topic", rows, row => row.Topic, words.Topics),
            IngestedAt = Column("support.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
        };
    }

    private TouchTable BuildTouches(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_touches, row => row.CustomerId, row => row.OccurredAt, ids);
        return new TouchTable
        {
            Start = start,
            OccurredAt = Array.ConvertAll(rows, row => row.OccurredAt),
            Action = Array.ConvertAll(rows, row => words.Actions.CodeOf(row.Action)),
            Channel = Codes("touches.channel", rows, row => row.Channel, words.Channels),
            Cost = Column("touches.cost", rows, row => row.Cost, float.NaN),
            IsControl = Column("touches.is_control", rows, row => row.IsControl, false),
            RedeemedAt = Column("touches.redeemed_at", rows, row => row.RedeemedAt, Instants.Missing),
            IngestedAt = Column("touches.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
        };
    }

    private CustomerTable BuildCustomers(CustomerIds ids, HistoryVocabularies words)
    {
        var (start, rows) = Sort(_customers, row => row.CustomerId, row => (row.ValidFrom ?? Instants.Missing, row.IngestedAt ?? Instants.Missing), ids);
        var referredBy = Column("customers.referred_by", rows, row => ReferrerOf(row, ids), Vocabulary.Missing);
        var (referralStart, referralAt) = Referrals(ids, rows, referredBy);
        return new CustomerTable
        {
            Start = start,
            ValidFrom = Column("customers.valid_from", rows, row => row.ValidFrom, Instants.Missing),
            IngestedAt = Column("customers.ingested_at", rows, row => row.IngestedAt, Instants.Missing),
            SignedUpAt = Column("customers.signed_up_at", rows, row => row.SignedUpAt, Instants.Missing),
            CancelledAt = Column("customers.cancelled_at", rows, row => row.CancelledAt, Instants.Missing),
            Country = Codes("customers.country", rows, row => row.Country, words.Countries),
            Language = Codes("customers.language", rows, row => row.Language, words.Languages),
            Plan = Codes("customers.plan", rows, row => row.Plan, words.Plans),
            BirthMonth = Column("customers.birth_month", rows, row => (byte?)row.BirthMonth, (byte)0),
            ReferredBy = referredBy,
            ReferralStart = referralStart,
            ReferralAt = referralAt,
            ConsentEmail = Flags("customers.consent_email", rows, row => row.ConsentEmail),
            ConsentSms = Flags("customers.consent_sms", rows, row => row.ConsentSms),
            ConsentPhone = Flags("customers.consent_phone", rows, row => row.ConsentPhone),
            Label = Flags("customers.label", rows, row => row.Label),
            Attributes = Attributes(rows),
        };
    }

    /// <summary>Orders rows by customer, then time, then as they were added; LINQ's sort is stable.</summary>
    private static (int[] Start, T[] Rows) Sort<T, TTime>(
        List<T> rows, Func<T, string> idOf, Func<T, TTime> timeOf, CustomerIds ids)
    {
        var customerOf = rows.ConvertAll(row => Find(ids, idOf(row))!.Value);
        var order = Enumerable.Range(0, rows.Count).OrderBy(row => customerOf[row]).ThenBy(row => timeOf(rows[row]));
        var start = new int[ids.Count + 1];
        foreach (var customer in customerOf) start[customer + 1]++;
        for (var customer = 0; customer < ids.Count; customer++) start[customer + 1] += start[customer];
        return (start, [.. order.Select(row => rows[row])]);
    }

    private static int[] NumberOrders(int[] start, TransactionRow[] rows)
    {
        var orders = new int[rows.Length];
        for (var customer = 0; customer < start.Length - 1; customer++)
        {
            var numberOf = new Dictionary<(string?, long), int>();
            for (var row = start[customer]; row < start[customer + 1]; row++)
            {
                var key = rows[row].OrderId is { } id ? (id, 0L) : ((string?)null, rows[row].OccurredAt);
                numberOf.TryAdd(key, numberOf.Count);
                orders[row] = numberOf[key];
            }
        }

        return orders;
    }

    private (int[]? Start, long[]? At) Referrals(CustomerIds ids, CustomerRow[] rows, int[]? referredBy)
    {
        if (referredBy is null) return (null, null);
        var firstEvents = FirstEvents();
        var joined = new SortedSet<(int Referrer, long At, string Id)>();
        for (var row = 0; row < rows.Length; row++)
        {
            var at = rows[row].SignedUpAt ?? firstEvents.GetValueOrDefault(rows[row].CustomerId, Instants.Missing);
            var knownAt = long.Max(rows[row].ValidFrom ?? Instants.Missing, rows[row].IngestedAt ?? Instants.Missing);
            if (referredBy[row] >= 0 && at != Instants.Missing) joined.Add((referredBy[row], long.Max(at, knownAt), rows[row].CustomerId));
        }

        var referrals = joined.DistinctBy(entry => (entry.Referrer, entry.Id)).ToArray();
        var start = new int[ids.Count + 1];
        foreach (var entry in referrals) start[entry.Referrer + 1]++;
        for (var customer = 0; customer < ids.Count; customer++) start[customer + 1] += start[customer];
        return (start, Array.ConvertAll(referrals, entry => entry.At));
    }

    /// <summary>When each customer was first known to have done anything.</summary>
    private Dictionary<string, long> FirstEvents() =>
        Events().GroupBy(entry => entry.CustomerId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(entry => long.Max(entry.At, entry.IngestedAt ?? Instants.Missing)), StringComparer.Ordinal);

    private AttributeColumn[] Attributes(CustomerRow[] rows)
    {
        var shapes = AttributesLike ?? AttributesOfRows(rows);
        return Array.ConvertAll([.. shapes], shape => shape.Words is { } words
            ? new AttributeColumn(
                shape.Name, null, Array.ConvertAll(rows, row => words.CodeOf(row.Texts.GetValueOrDefault(shape.Name))), words)
            : new AttributeColumn(
                shape.Name, Array.ConvertAll(rows, row => row.Numbers.GetValueOrDefault(shape.Name, float.NaN)), null, null));
    }

    private static IEnumerable<AttributeColumn> AttributesOfRows(CustomerRow[] rows)
    {
        var numbers = rows.SelectMany(row => row.Numbers.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => new AttributeColumn(name, null, null, null));
        var texts = rows.SelectMany(row => row.Texts.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => new AttributeColumn(name, null, null, Words(rows.Select(row => row.Texts.GetValueOrDefault(name)))));
        return numbers.Concat(texts).OrderBy(column => column.Name, StringComparer.Ordinal);
    }

    private static int? ReferrerOf(CustomerRow row, CustomerIds ids) =>
        row.ReferredBy is { Length: > 0 } id ? Find(ids, id) ?? CustomerTable.UnknownReferrer : null;

    private static int? Find(CustomerIds ids, string? id) => id is not null && ids.TryFind(id, out var customer) ? customer : null;

    private TValue[]? Column<TRow, TValue>(string name, TRow[] rows, Func<TRow, TValue?> valueOf, TValue absent)
        where TValue : struct =>
        IsPresent(name, rows, row => valueOf(row) is not null) ? Array.ConvertAll(rows, row => valueOf(row) ?? absent) : null;

    private int[]? Codes<TRow>(string name, TRow[] rows, Func<TRow, string?> textOf, Vocabulary words) =>
        IsPresent(name, rows, row => textOf(row) is not null) ? Array.ConvertAll(rows, row => words.CodeOf(textOf(row))) : null;

    private bool?[]? Flags<TRow>(string name, TRow[] rows, Func<TRow, bool?> valueOf) =>
        IsPresent(name, rows, row => valueOf(row) is not null) ? Array.ConvertAll(rows, row => valueOf(row)) : null;

    private bool IsPresent<TRow>(string name, TRow[] rows, Predicate<TRow> hasValue) =>
        PresentColumns is { } present && !HistoryColumns.IsSteering(name)
            ? present.Contains(name)
            : PresentColumns?.Contains(name) == true || Array.Exists(rows, hasValue);
}
