using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>How the columns of a table's files fit the contract: which are read as what, which are not used.</summary>
internal sealed class TableBinding
{
    private TableBinding(IReadOnlyList<ColumnBinding> columns, IReadOnlyList<RowFilter> filters, IReadOnlyList<string> unused) =>
        (Columns, Filters, UnusedColumns) = (columns, filters, unused);

    /// <summary>Columns that at least one file has, in the order in which they are read.</summary>
    public IReadOnlyList<ColumnBinding> Columns { get; }

    public IReadOnlyList<RowFilter> Filters { get; }

    /// <summary>Columns of the files that nothing reads, in ordinal order.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>What is wrong where a file lacks the column that says who churned; null where none does, or none has to.</summary>
    public string? MissingLabel { get; private init; }

    public static TableBinding Create(TableSpec table, TableFiles files, HistoryDescription description, bool needsLabel)
    {
        var mapping = description.Tables.GetValueOrDefault(table.Name) ?? new TableDescription();
        RefuseUnknownNames(table, mapping);
        var columns = new List<ColumnBinding>();
        foreach (var spec in table.Columns)
        {
            var isMapped = mapping.Columns.TryGetValue(spec.Name, out var mapped);
            var name = mapped ?? spec.Name;
            var missing = files.Files.FirstOrDefault(file => !Has(file, name));
            if (missing is not null && (spec.IsRequired || isMapped)) throw Missing(table, spec, name, missing);
            if (files.Files.Any(file => Has(file, name))) columns.Add(new ColumnBinding(spec, name));
        }

        RefuseSharedColumns(table, columns);
        var missingLabel = table.Name == TableSpec.Customers.Name ? FindMissingLabel(files, description.Churn) : null;
        if (missingLabel is not null && needsLabel) throw new InvalidCustomerDataException($"customers: {missingLabel}");
        if (table.Name == TableSpec.Customers.Name) AddAttributes(files, LabelColumn(files, description.Churn), columns);
        var filters = mapping.Filters.Select(text => RowFilter.Parse(table.Name, text)).ToArray();
        RefuseMissingFilterColumns(table, files, filters);
        var used = columns.Select(column => column.FileColumn).Concat(filters.Select(filter => filter.Column)).ToHashSet(StringComparer.Ordinal);
        var all = files.Files.SelectMany(file => file.Reader.Fields.Select(field => field.Name).Concat(file.Reader.NestedFieldNames));
        return new TableBinding(columns, filters, [.. all.Where(name => !used.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]) { MissingLabel = missingLabel };
    }

    private static bool Has(TableFile file, string name) => file.Field(name) is not null || file.FolderValues.ContainsKey(name);

    private static void RefuseUnknownNames(TableSpec table, TableDescription mapping)
    {
        var unknown = mapping.Columns.Keys.FirstOrDefault(name => table.Columns.All(spec => spec.Name != name));
        if (unknown is not null)
        {
            throw new InvalidCustomerDataException(
                $"{HistoryDescriptionFile.FileName}, tables.{table.Name}.columns: found '{unknown}', expected one of {string.Join(", ", table.Columns.Select(spec => spec.Name))}");
        }
    }

    private static void RefuseSharedColumns(TableSpec table, List<ColumnBinding> columns)
    {
        // Two meanings of one column are fine (an amount that is also the list price) unless one of them is whose row it is.
        var shared = columns.GroupBy(column => column.FileColumn).FirstOrDefault(group => group.Count() > 1 && group.Any(column => column.Spec.Role == ColumnRole.Customer));
        if (shared is not null)
            throw new InvalidCustomerDataException($"{table.Name}: found column '{shared.Key}' mapped to {string.Join(" and ", shared.Select(column => column.Spec.Name))}, expected one of them");
    }

    private static void RefuseMissingFilterColumns(TableSpec table, TableFiles files, RowFilter[] filters)
    {
        foreach (var filter in filters)
        {
            var missing = files.Files.FirstOrDefault(file => !Has(file, filter.Column));
            if (missing is not null)
                throw new InvalidCustomerDataException($"{table.Name}.filters, {filter.Text}: found no column '{filter.Column}', expected one of {Names(missing)} ({missing.RelativePath})");
        }
    }

    private static InvalidCustomerDataException Missing(TableSpec table, ColumnSpec spec, string name, TableFile file)
    {
        var similar = file.Reader.Fields.FirstOrDefault(field => Plain(field.Name) == Plain(name))?.Name;
        var nested = file.Reader.NestedFieldNames.Contains(name) ? " as a flat column (it is nested)" : "";
        var hint = similar is null ? "" : $"; '{similar}' looks like it: write columns: {{ {spec.Name}: {similar} }} under tables.{table.Name} in {HistoryDescriptionFile.FileName}";
        return new InvalidCustomerDataException(
            $"{table.Name}: found no column '{name}'{nested} among {Names(file)}, expected {(spec.IsRequired ? $"it for {spec.Name}" : $"it, since {HistoryDescriptionFile.FileName} maps {spec.Name} to it")} ({file.RelativePath}){hint}");
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Names(TableFile file) => string.Join(", ", file.Reader.Fields.Select(field => field.Name).Concat(file.FolderValues.Keys));

    /// <summary>The column that says who churned, in all files or some; null where none does.</summary>
    private static string? LabelColumn(TableFiles files, ChurnDefinition churn) =>
        churn is { Kind: ChurnKind.Label, LabelColumn: { } label } && files.Files.Any(file => Has(file, label)) ? label : null;

    private static string? FindMissingLabel(TableFiles files, ChurnDefinition churn) =>
        churn is { Kind: ChurnKind.Label, LabelColumn: { } label } && files.Files.FirstOrDefault(file => !Has(file, label)) is { } without
            ? $"found no column '{label}' among {Names(without)}, expected it, since {HistoryDescriptionFile.FileName} says churn.column: {label} ({without.RelativePath})"
            : null;

    private static void AddAttributes(TableFiles files, string? label, List<ColumnBinding> columns)
    {
        var used = columns.Select(column => column.FileColumn).ToHashSet(StringComparer.Ordinal);
        if (label is not null)
        {
            columns.Add(new ColumnBinding(new ColumnSpec("label", ColumnRole.Flag), label));
            used.Add(label);
        }

        foreach (var file in files.Files)
        {
            foreach (var field in file.Reader.Fields.Where(field => !used.Contains(field.Name)))
            {
                var role = ColumnKinds.IsNumber(field) || ColumnKinds.IsTime(field) ? ColumnRole.NumberAttribute
                    : ColumnKinds.IsText(field) ? ColumnRole.TextAttribute : (ColumnRole?)null;
                if (role is null) continue;
                columns.Add(new ColumnBinding(new ColumnSpec(field.Name, role.Value, Words: role == ColumnRole.TextAttribute ? $"customers.{field.Name}" : null), field.Name));
                used.Add(field.Name);
            }
        }
    }
}
