using System.Globalization;
using System.Text;
using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>One column of a table that is filled from a CSV: reads the row's field (or the product of two) and writes it.</summary>
internal sealed class CsvCell
{
    private readonly DelimitedText _text;
    private readonly CsvTableMapping _mapping;
    private readonly ContractColumn _column;
    private readonly int[] _fields;
    private readonly TextColumnWriter? _texts;
    private readonly ValueColumnWriter<double>? _numbers;
    private string? _value;
    private double? _number;

    public CsvCell(DelimitedText text, CsvTableMapping mapping, TableWriter table, ContractColumn column, string source)
    {
        (_text, _mapping, _column) = (text, mapping, column);
        _fields = Fields(text, mapping, column, source);
        if (column.Kind == ContractColumnKind.Number) _numbers = table.Number(column.Name);
        else _texts = table.Text(column.Name);
    }

    public string WhatIsMissing => $"{_mapping.Table}: no readable {_column.Name}";

    /// <summary>Reads the current row; false when a value that the table cannot do without is missing or unreadable.</summary>
    public bool Read()
    {
        _value = _text[_fields[0]]?.Trim();
        if (_column.Kind == ContractColumnKind.Number)
        {
            _number = _fields.Aggregate((double?)1, (product, field) => product * Number(_text[field]));
            return !_column.IsRequired || _column.Name == "score" || _number is { } number && double.IsFinite(number);
        }

        if (_column.Kind == ContractColumnKind.Time && _value is not null && _mapping.TimeFormat is { } format)
            _value = DateTime.TryParseExact(_value, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) ? time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) : null;
        return !_column.IsRequired || _value is not null;
    }

    public void Write(ImportTally tally)
    {
        var isLost = _numbers is not null ? _value is not null && _number is null or double.NaN : _value is null && _text[_fields[0]] is not null;
        if (isLost) tally.Note($"{_mapping.Table}: {_column.Name} unreadable: absent", _text.Where);
        _numbers?.Add(_number is { } number && double.IsFinite(number) ? number : null);
        _texts?.Add(_value);
    }

    private double? Number(string? text)
    {
        if (text is null) return null;
        if (_mapping.HasDecimalComma) text = text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return double.TryParse(text, NumberStyles.Float | (_mapping.HasDecimalComma ? 0 : NumberStyles.AllowThousands), CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    private static int[] Fields(DelimitedText text, CsvTableMapping mapping, ContractColumn column, string source)
    {
        if (text.ColumnNames.Contains(source)) return [text.IndexOf(source)];
        var factors = source.Split('*', StringSplitOptions.TrimEntries);
        if (factors.Length > 1 && column.Kind == ContractColumnKind.Number && factors.All(text.ColumnNames.Contains)) return Array.ConvertAll(factors, text.IndexOf);
        throw new InvalidCustomerDataException(
            $"{text.Where}: found the columns {string.Join(", ", text.ColumnNames)}, expected also '{source}', which the mapping names for {mapping.Table}.{column.Name}");
    }
}
