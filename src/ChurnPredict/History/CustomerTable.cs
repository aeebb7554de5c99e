namespace ChurnPredict.History;

/// <summary>
/// What is known of customers apart from events. A customer has no row, one row, or several with <see cref="ValidFrom"/> or
/// <see cref="IngestedAt"/>; rows of a customer are ordered by the one and then by the other, and the last one that was valid and known before
/// the as-of date counts.
/// </summary>
public sealed class CustomerTable
{
    /// <summary>In <see cref="ReferredBy"/>: the row names somebody of whom the history holds nothing. Told from nobody, because a history
    /// cut at an earlier date lacks referrers who came later, and the customer was referred all the same.</summary>
    public const int UnknownReferrer = -2;

    /// <summary>Rows of customer c are <c>Start[c]..Start[c + 1]</c>. Length = customers + 1.</summary>
    public required int[] Start { get; init; }

    /// <summary>Rows dropped because a later one of the same customer stands in the files: with neither <see cref="ValidFrom"/> nor
    /// <see cref="IngestedAt"/> a customer has one row, the last.</summary>
    public long DuplicateRowCount { get; init; }

    /// <summary>From when the row holds, microseconds UTC; null without the column.</summary>
    public long[]? ValidFrom { get; init; }

    /// <summary>When the row became known, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? IngestedAt { get; init; }

    /// <summary>Sign-up, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? SignedUpAt { get; init; }

    /// <summary>Cancellation of the contract, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? CancelledAt { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Countries"/>; null without the column.</summary>
    public int[]? Country { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Languages"/>; null without the column.</summary>
    public int[]? Language { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Plans"/>; null without the column.</summary>
    public int[]? Plan { get; init; }

    /// <summary>1 to 12, 0 where absent; null without the column.</summary>
    public byte[]? BirthMonth { get; init; }

    /// <summary>Index of the customer who referred this one among all customers of the history (their index in this part is that
    /// less <see cref="EventStore.FirstCustomer"/>), −1 (<see cref="Vocabulary.Missing"/>) where nobody, <see cref="UnknownReferrer"/> where
    /// somebody who is no customer of it; null without the column. Who it is depends on the whole history: features as of a date may
    /// only ask whether it is somebody.</summary>
    public int[]? ReferredBy { get; init; }

    /// <summary>Number of other customers that this customer referred, one entry a customer (not a row), with the referred
    /// customers' sign-up or first event in <see cref="ReferralAt"/>; null without the column.</summary>
    public int[]? ReferralStart { get; init; }

    /// <summary>When each referred customer was known to have joined, and their referrer (<see cref="ValidFrom"/>, <see cref="IngestedAt"/>), by
    /// referring customer (see <see cref="ReferralStart"/>), microseconds UTC.</summary>
    public long[]? ReferralAt { get; init; }

    /// <summary>Consent to e-mail; null without the column. Consent is a rule for actions, never a feature.</summary>
    public bool?[]? ConsentEmail { get; init; }

    /// <summary>Consent to SMS; null without the column.</summary>
    public bool?[]? ConsentSms { get; init; }

    /// <summary>Consent to phone calls; null without the column.</summary>
    public bool?[]? ConsentPhone { get; init; }

    /// <summary>Whether the customer churned, null where not said; null unless churn is <see cref="ChurnKind.Label"/>. Never a
    /// feature, and therefore not among <see cref="Attributes"/>.</summary>
    public bool?[]? Label { get; init; }

    /// <summary>Further columns, by name in ordinal order.</summary>
    public IReadOnlyList<AttributeColumn> Attributes { get; init; } = [];

    /// <summary>The row of a customer that holds as of an instant, or null.</summary>
    /// <param name="customer">0 to customers − 1.</param>
    /// <param name="instant">Microseconds UTC; <see cref="ValidFrom"/> and <see cref="IngestedAt"/> must lie before it.</param>
    public int? RowAsOf(int customer, long instant) => LastKnown(customer, Start[customer + 1], instant);

    /// <summary>The row that held before another one of a customer, as far as was known as of an instant; null without one.</summary>
    /// <param name="customer">0 to customers − 1.</param>
    /// <param name="row">A row of the customer.</param>
    /// <param name="instant">As for <see cref="RowAsOf"/>: an earlier row may have become known later than <paramref name="row"/>.</param>
    internal int? RowBefore(int customer, int row, long instant) => LastKnown(customer, row, instant);

    /// <summary>Whether a row held, and was known, before an instant.</summary>
    internal bool IsKnown(int row, long instant) => (ValidFrom is null || ValidFrom[row] < instant) && (IngestedAt is null || IngestedAt[row] < instant);

    /// <summary>From when a row holds, or where it does not say so is known, microseconds UTC; <see cref="Instants.Missing"/> = always.</summary>
    internal long BeginsAt(int row) => ValidFrom is { } from && from[row] != Instants.Missing ? from[row] : IngestedAt?[row] ?? Instants.Missing;

    /// <summary>From when a row both holds and is known, microseconds UTC; <see cref="Instants.Missing"/> = always.</summary>
    internal long RecordedAt(int row) => Math.Max(ValidFrom?[row] ?? Instants.Missing, IngestedAt?[row] ?? Instants.Missing);

    private int? LastKnown(int customer, int end, long instant)
    {
        for (var row = end - 1; row >= Start[customer]; row--)
        {
            if (IsKnown(row, instant)) return row;
        }

        return null;
    }
}
