namespace ChurnPredict.History;

/// <summary>Names the columns of assembled tables as the store does.</summary>
internal static class AssembledTables
{
    public static TransactionTable Transactions(AssembledTable table) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        OccurredAt = table.Get<long>("occurred_at"),
        Amount = table.Get<double>("amount"),
        Order = table.Get<int>(AssembledTable.OrderColumn),
        Quantity = table.Find<float>("quantity"),
        Category = table.Find<int>("category"),
        Margin = table.Find<double>("margin"),
        ListPrice = table.Find<double>("list_price"),
        PromisedAt = table.Find<long>("promised_at"),
        DeliveredAt = table.Find<long>("delivered_at"),
        IngestedAt = table.Find<long>("ingested_at"),
    };

    public static TransactionTable NoTransactions(int customerCount) =>
        new() { Start = new int[customerCount + 1], OccurredAt = [], Amount = [], Order = [] };

    public static EngagementTable Engagement(AssembledTable table) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        OccurredAt = table.Get<long>("occurred_at"),
        Kind = table.Get<int>("kind"),
        Value = table.Find<float>("value"),
        Channel = table.Find<int>("channel"),
        IngestedAt = table.Find<long>("ingested_at"),
    };

    public static SatisfactionTable Satisfaction(AssembledTable table) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        OccurredAt = table.Get<long>("occurred_at"),
        Instrument = Array.ConvertAll(table.Get<byte>("instrument"), code => (SatisfactionInstrument)code),
        Score = table.Get<float>("score"),
        ScaleMinimum = table.Get<float>("scale_min"),
        ScaleMaximum = table.Get<float>("scale_max"),
        Aspect = table.Find<int>("aspect"),
        Reason = table.Find<int>("reason"),
        IngestedAt = table.Find<long>("ingested_at"),
    };

    public static SupportTable Support(AssembledTable table) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        OccurredAt = table.Get<long>("opened_at"),
        FirstResponseAt = table.Find<long>("first_response_at"),
        ResolvedAt = table.Find<long>("resolved_at"),
        Severity = table.Find<float>("severity"),
        Channel = table.Find<int>("channel"),
        Topic = table.Find<int>("topic"),
        IngestedAt = table.Find<long>("ingested_at"),
    };

    public static TouchTable Touches(AssembledTable table) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        OccurredAt = table.Get<long>("occurred_at"),
        Action = table.Get<int>("action"),
        Channel = table.Find<int>("channel"),
        Cost = table.Find<float>("cost"),
        IsControl = table.Find<byte>("is_control") is { } flags ? Array.ConvertAll(flags, flag => flag == 1) : null,
        RedeemedAt = table.Find<long>("redeemed_at"),
        IngestedAt = table.Find<long>("ingested_at"),
    };

    public static CustomerTable Customers(
        AssembledTable table, int[]? referredBy, int[]? referralStart, long[]? referralAt, IReadOnlyList<AttributeColumn> attributes) => new()
    {
        Start = table.Start,
        DuplicateRowCount = table.RepeatedRowCount,
        ValidFrom = table.Find<long>("valid_from"),
        IngestedAt = table.Find<long>("ingested_at"),
        SignedUpAt = table.Find<long>("signed_up_at"),
        CancelledAt = table.Find<long>("cancelled_at"),
        Country = table.Find<int>("country"),
        Language = table.Find<int>("language"),
        Plan = table.Find<int>("plan"),
        BirthMonth = table.Find<byte>("birth_month"),
        ReferredBy = referredBy,
        ReferralStart = referralStart,
        ReferralAt = referralAt,
        ConsentEmail = Flags(table, "consent_email"),
        ConsentSms = Flags(table, "consent_sms"),
        ConsentPhone = Flags(table, "consent_phone"),
        Label = Flags(table, "label"),
        Attributes = attributes,
    };

    private static bool?[]? Flags(AssembledTable table, string name) =>
        table.Find<byte>(name) is { } flags
            ? Array.ConvertAll(flags, flag => flag == WordValues.FlagAbsent ? (bool?)null : flag == 1)
            : null;
}
