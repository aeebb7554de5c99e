using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>How one CSV file becomes a table.</summary>
/// <param name="Table">The table's name in the contract.</param>
/// <param name="File">The CSV, relative to the input folder; null when the input is the file.</param>
/// <param name="Encoding">How the file's text is encoded; refuses bytes that are not.</param>
/// <param name="Delimiter">What separates fields.</param>
/// <param name="HasDecimalComma">Whether numbers are written <c>1.234,5</c>.</param>
/// <param name="TimeFormat">A format of .NET such as <c>dd.MM.yyyy HH:mm</c>; null = ISO-8601.</param>
/// <param name="Columns">Contract's column → the CSV's column, or a product of two such as <c>Quantity * UnitPrice</c>.</param>
/// <param name="Attributes">Attribute of a customer → the CSV's text column.</param>
/// <param name="Numbers">Attribute of a customer → the CSV's number column.</param>
internal sealed record CsvTableMapping(
    string Table, string? File, Encoding Encoding, char Delimiter, bool HasDecimalComma, string? TimeFormat,
    IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Numbers)
{
    /// <summary>Reads the mappings and the description of a mapping file.</summary>
    /// <exception cref="InvalidCustomerDataException">The file is absent, a key is unknown, or a value is wrong.</exception>
    public static (IReadOnlyList<CsvTableMapping> Tables, HistoryDescription Description) ReadFile(string path)
    {
        if (!System.IO.File.Exists(path)) throw new InvalidCustomerDataException($"{path}: found no such file, expected the YAML mapping of the CSV files");
        var map = YamlMap.Parse(System.IO.File.ReadAllText(path), path);
        var description = map.Map("history") is { } history ? HistoryDescriptionFile.Parse(history) : new HistoryDescription();
        var entries = map.Map("tables") ?? throw map.Wrong("tables", "nothing", "at least transactions, with the CSV's columns");
        var tables = HistoryDescriptionFile.TableNames.Select(name => (name, Entry: entries.Map(name))).Where(pair => pair.Entry is not null)
            .Select(pair => Read(pair.name, pair.Entry!)).ToArray();
        entries.RefuseUnknownKeys();
        map.RefuseUnknownKeys();
        return (tables, description);
    }

    private static CsvTableMapping Read(string table, YamlMap entry)
    {
        var mapping = new CsvTableMapping(
            table, entry.Text("file"), ReadEncoding(entry), ReadDelimiter(entry), entry.Flag("decimal_comma") ?? false, entry.Text("time_format"),
            ReadColumns(entry, "columns"), ReadColumns(entry, "attributes"), ReadColumns(entry, "numbers"));
        entry.RefuseUnknownKeys();
        var known = HistoryContract.Columns(table);
        foreach (var name in mapping.Columns.Keys.Where(name => known.All(column => column.Name != name)))
            throw entry.Wrong("columns", $"'{name}'", $"columns of {table}: {string.Join(", ", known.Select(column => column.Name))}");
        foreach (var column in known.Where(column => column.IsRequired && !mapping.Columns.ContainsKey(column.Name)))
            throw entry.Wrong("columns", $"no {column.Name}", $"the CSV's column for it, which {table} cannot do without");
        if (table != "customers" && mapping.Attributes.Count + mapping.Numbers.Count > 0)
            throw entry.Wrong("attributes", "attributes", "them under customers only");
        return mapping;
    }

    // Old encodings are not among those that Encoding.GetEncoding knows unless a provider is registered for the whole program.
    private static Encoding ReadEncoding(YamlMap entry)
    {
        var name = entry.Text("encoding") ?? "utf-8";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw entry.Wrong("encoding", $"'{name}'", "a name such as utf-8, shift_jis, euc-jp or windows-1252");
        }
    }

    private static char ReadDelimiter(YamlMap entry) => entry.Text("delimiter") switch
    {
        null => ',',
        "tab" or "\\t" => '\t',
        { Length: 1 } text => text[0],
        var text => throw entry.Wrong("delimiter", $"'{text}'", "one character, or tab"),
    };

    private static Dictionary<string, string> ReadColumns(YamlMap entry, string key) => entry.Map(key) is { } columns
        ? columns.Keys.ToDictionary(name => name, columns.RequiredText, StringComparer.Ordinal)
        : [];
}
