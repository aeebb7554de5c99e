namespace ChurnPredict.History;

/// <summary>The currencies that amounts are given in, and the rates into the history's. Safe for several threads.</summary>
internal sealed class CurrencyRegistry
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (long Count, RowGroupPlace Place, int Row)> _found = new(StringComparer.Ordinal);
    private readonly HistoryDescription _description;

    public CurrencyRegistry(HistoryDescription description)
    {
        _description = description;
        if (description.Rates.Count > 0 && description.Currency is null)
        {
            throw new InvalidCustomerDataException(
                $"{HistoryDescriptionFile.FileName}: found rates without currency, expected currency: the code that the rates convert into");
        }
    }

    /// <summary>Rows by currency, ordinal.</summary>
    public IReadOnlyDictionary<string, long> Counts
    {
        get
        {
            lock (_lock) return _found.ToDictionary(entry => entry.Key, entry => entry.Value.Count, StringComparer.Ordinal);
        }
    }

    public void Add(string currency, long count, RowGroupPlace place, int row)
    {
        lock (_lock)
        {
            var isKnown = _found.TryGetValue(currency, out var entry);
            var isEarlier = !isKnown || (place, row).CompareTo((entry.Place, entry.Row)) < 0;
            _found[currency] = (entry.Count + count, isEarlier ? place : entry.Place, isEarlier ? row : entry.Row);
        }
    }

    /// <summary>What one unit of a currency is worth in the history's; NaN for one without a rate, which <see cref="Settle"/> refuses.</summary>
    public double Rate(string currency) =>
        _description.Currency is null || currency == _description.Currency ? 1 : _description.Rates.GetValueOrDefault(currency, double.NaN);

    /// <summary>The history's currency, after all rows are read; null when neither the rows nor the description say.</summary>
    /// <exception cref="InvalidCustomerDataException">Amounts in two currencies, or in one without a rate.</exception>
    public string? Settle()
    {
        lock (_lock)
        {
            var foreign = _found.Where(entry => double.IsNaN(Rate(entry.Key))).ToArray();
            var isMixed = _description.Currency is null && _found.Count > 1;
            if (foreign.Length == 0 && !isMixed) return _description.Currency ?? _found.Keys.FirstOrDefault();
            var found = string.Join(", ", _found.Select(entry => $"{entry.Key} in {entry.Value.Count} rows (first: {entry.Value.Place.File}, row group {entry.Value.Place.RowGroup}, row {entry.Value.Row})"));
            var own = _description.Currency ?? _found.MaxBy(entry => entry.Value.Count).Key;
            var rates = string.Join(", ", (isMixed ? _found.Keys.Where(currency => currency != own) : foreign.Select(entry => entry.Key)).Select(currency => $"{currency}: 0.85"));
            throw new InvalidCustomerDataException(
                $"transactions.currency: found {found}, expected {(isMixed ? "one currency" : $"{_description.Currency} alone")}; or say in {HistoryDescriptionFile.FileName} what one of each is worth, such as currency: {own} and rates: {{ {rates} }}");
        }
    }
}
