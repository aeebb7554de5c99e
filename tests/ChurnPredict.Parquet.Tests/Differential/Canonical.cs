namespace ChurnPredict.Parquet.Tests;

/// <summary>Values as the oracles write them.</summary>
internal static class Canonical
{
    private const int MicrosecondsPerMillisecond = 1000;

    /// <summary>All row groups of a column, one text a value: times in microseconds unless they are nanoseconds.</summary>
    public static List<string?> Column(ParquetFileReader reader, string name)
    {
        var texts = new List<string?>();
        foreach (var group in reader.RowGroups)
        {
            var column = reader.ReadColumn(group.Index, name);
            for (var row = 0; row < column.Length; row++) texts.Add(Value(column, row));
        }

        return texts;
    }

    public static string? Value(ParquetColumn column, int row)
    {
        if (column.IsNull(row)) return null;
        var isMilliseconds = column.Field is { Kind: ParquetValueKind.Timestamp or ParquetValueKind.Time, TimeUnit: ParquetTimeUnit.Milliseconds };
        return isMilliseconds
            ? $"{((ParquetColumn<long>)column).Values[row] * MicrosecondsPerMillisecond}"
            : ColumnAssert.Describe(column, row);
    }

    /// <summary>The column, or null where it is one that Parquet.Net is known not to read, and says so.</summary>
    public static List<string?>? ColumnUnlessRefused(ParquetFileReader reader, string name)
    {
        try
        {
            return Column(reader, name);
        }
        catch (InvalidParquetFileException exception) when (ParquetNet.CannotRead(reader.Fields.Single(field => field.Name == name), exception))
        {
            return null;
        }
    }

    /// <summary>Fails at the first value that differs, naming file, options, column and row.</summary>
    public static void AssertSame(string file, OracleTable expected, ParquetFileReader reader)
    {
        foreach (var column in expected.Columns)
        {
            if (ColumnUnlessRefused(reader, column.Name) is not { } found) continue;
            var where = $"{Path.GetFileName(file)} ({expected.Options}), column '{column.Name}'";
            Assert.True(column.Values.Length == found.Count, $"{where}: expected {column.Values.Length} rows, found {found.Count}");
            for (var row = 0; row < found.Count; row++)
            {
                if (column.Values[row] != found[row])
                    Assert.Fail($"{where}, row {row}: expected {column.Values[row] ?? "null"}, found {found[row] ?? "null"}");
            }
        }
    }
}
