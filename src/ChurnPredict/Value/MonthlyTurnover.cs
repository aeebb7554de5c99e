using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>
/// What known customers turned over by month, before a date. Customers may be added from several threads; sums do not depend on their
/// order, as amounts are counted in thousandths.
/// </summary>
internal sealed class MonthlyTurnover
{
    private const double UnitsPerAmount = 1000;

    private readonly DateOnly _first;
    private readonly long[] _sums;

    /// <summary>Makes room for the months of a history that were over by a date.</summary>
    /// <param name="firstDay">The history's first day; a month that had begun by then does not count.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    public MonthlyTurnover(DateOnly firstDay, DateOnly asOf)
    {
        _first = firstDay.Day == 1 ? firstDay : new DateOnly(firstDay.Year, firstDay.Month, 1).AddMonths(1);
        _sums = new long[Math.Max(0, Number(asOf) - Number(_first))];
    }

    /// <summary>Amounts by the first day of their month.</summary>
    public IReadOnlyDictionary<DateOnly, double> ByMonth =>
        Enumerable.Range(0, _sums.Length).ToDictionary(_first.AddMonths, index => _sums[index] / UnitsPerAmount);

    /// <summary>Adds an amount; those outside of the months are left out.</summary>
    /// <param name="day">Local day, since 1970-01-01.</param>
    /// <param name="amount">Positive, of any currency.</param>
    public void Add(long day, double amount)
    {
        var index = Number(PurchaseSeason.Date(day)) - Number(_first);
        if (index >= 0 && index < _sums.Length) Interlocked.Add(ref _sums[index], (long)Math.Min(amount * UnitsPerAmount, int.MaxValue * UnitsPerAmount));
    }

    private static int Number(DateOnly day) => (day.Year * 12) + day.Month;
}
