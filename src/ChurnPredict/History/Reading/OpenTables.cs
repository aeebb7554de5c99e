namespace ChurnPredict.History;

/// <summary>All tables of a history, open. Customers come first: only their columns tell whether first events are needed.</summary>
internal sealed class OpenTables : IDisposable
{
    private readonly List<OpenTable> _tables = [];

    private OpenTables()
    {
    }

    public IReadOnlyList<OpenTable> Tables => _tables;

    public long PackedBytes => _tables.Sum(table => table.PackedBytes);

    /// <summary>Whether some customers say who referred them.</summary>
    public bool HasReferrers => _tables.Exists(table => table.Binding.Columns.Any(column => column.Spec.Role == ColumnRole.Referrer));

    public static OpenTables Open(string folder, HistoryDescription description, bool needsLabel)
    {
        var tables = new OpenTables();
        try
        {
            foreach (var spec in TableSpec.All.OrderBy(spec => spec == TableSpec.Customers ? 0 : 1))
            {
                if (TableFiles.Open(folder, spec.Name, description.Tables.GetValueOrDefault(spec.Name)) is not { } files) continue;
                tables.Add(spec, files, description, needsLabel);
            }

            return tables;
        }
        catch
        {
            tables.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var table in _tables) table.Dispose();
    }

    private void Add(TableSpec spec, TableFiles files, HistoryDescription description, bool needsLabel)
    {
        try
        {
            _tables.Add(new OpenTable(spec, files, TableBinding.Create(spec, files, description, needsLabel)));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }
}
