namespace ChurnPredict.Trainer.Generation;

/// <summary>Counts what was written, from any thread.</summary>
internal sealed class GenerationTally(int customerCount, IProgress<GenerationProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _rows = [];
    private int _customersDone;

    public void Count(string table, long rows)
    {
        lock (_lock) _rows[table] = _rows.GetValueOrDefault(table) + rows;
    }

    public void CustomersDone(int count)
    {
        lock (_lock)
        {
            _customersDone += count;
            progress?.Report(new GenerationProgress((double)_customersDone / customerCount, _rows.Values.Sum()));
        }
    }

    public GenerationSummary Summarise(GenerationContext context) => new()
    {
        Customers = customerCount,
        FirstDay = context.Options.Start,
        AsOf = context.Options.Start.AddDays(context.Days),
        Rows = _rows.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
    };
}
