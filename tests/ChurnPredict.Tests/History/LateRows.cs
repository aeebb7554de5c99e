using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

/// <summary>Makes rows of a history become known late, and customers change, with more plans than features have words.</summary>
internal sealed class LateRows(int seed)
{
    private const int MostDays = 90;
    private const int PlanCount = 100;
    private readonly Random _random = new(seed);

    public HistoryRows Of(HistoryRows rows)
    {
        string[] ids = [.. rows.Customers.Select(row => row.CustomerId)];
        return rows with
        {
            Transactions = [.. rows.Transactions.Select(row => row with { IngestedAt = Known(row.OccurredAt) })],
            Customers = [.. rows.Customers.SelectMany(row => Versions(row, ids))],
            Engagement = [.. rows.Engagement.Select(row => row with { IngestedAt = Known(row.OccurredAt) })],
            Satisfaction = [.. rows.Satisfaction.Select(row => row with { IngestedAt = Known(row.OccurredAt) })],
            Support = [.. rows.Support.Select(row => row with { IngestedAt = Known(row.OpenedAt), ResolvedAt = Later(row.ResolvedAt) })],
            Touches = [.. rows.Touches.Select(row => row with { IngestedAt = Known(row.OccurredAt), RedeemedAt = Later(row.RedeemedAt) })],
        };
    }

    /// <summary>The row and up to three later ones, each known some time after it began to hold, and so not in that order.</summary>
    private IEnumerable<CustomerRow> Versions(CustomerRow row, string[] ids)
    {
        if (_random.Next(4) == 0) row = row with { SignedUpAt = null };
        if (_random.Next(3) == 0) row = row with { ReferredBy = ids[_random.Next(ids.Length)] };
        if ((row.ValidFrom ?? row.SignedUpAt) is not { } from)
        {
            yield return row;
            yield break;
        }

        yield return row with { ValidFrom = from, IngestedAt = Known(from) };
        for (var version = _random.Next(4); version > 0; version--)
        {
            from += Days(60);
            yield return Changed(row, version == 1, ids) with { ValidFrom = from, IngestedAt = Known(from) };
        }
    }

    private CustomerRow Changed(CustomerRow row, bool isLast, string[] ids) => row with
    {
        SignedUpAt = _random.Next(3) == 0 ? null : row.SignedUpAt,
        Plan = $"plan {_random.Next(PlanCount)}",
        CancelledAt = isLast && _random.Next(2) == 0 && row.SignedUpAt is { } signedUpAt ? signedUpAt + Days(400) : row.CancelledAt,
        ReferredBy = _random.Next(3) == 0 ? ids[_random.Next(ids.Length)] : row.ReferredBy,
        ConsentEmail = _random.Next(2) == 0,
        ConsentSms = _random.Next(2) == 0,
        Numbers = row.Numbers.ToDictionary(pair => pair.Key, _ => (float)_random.Next(100)),
    };

    /// <summary>Mostly within ninety days, some at once, few only after years.</summary>
    private long? Known(long at) => _random.Next(20) switch
    {
        0 => at + Days(700),
        < 5 => null,
        < 10 => at + Days(1),
        _ => at + Days(MostDays),
    };

    private long? Later(long? at) => at is { } time && _random.Next(3) == 0 ? time + Days(MostDays) : at;

    private long Days(int most) => (long)(_random.NextDouble() * most * Instants.MicrosecondsPerDay);
}
