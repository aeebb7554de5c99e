using System.Globalization;

namespace ChurnPredict.Parquet.Tests;

/// <summary>Hundreds of generated tables, written by one tool and read by another, in both directions.</summary>
public sealed class DifferentialTests
{
    private const int DuckDbTables = 200;
    private const int HyparquetTables = 150;
    private const int OwnTables = 24;

    [NodeFact]
    public void Read_TablesOfDuckDb_AreTheSame()
    {
        using var file = new TemporaryFile();
        Oracle.Run("duckdb-write", file.Folder, DuckDbTables, seed: 11);
        Assert.Equal(DuckDbTables, CountReadable(file.Folder));
    }

    [NodeFact]
    public void Read_TablesOfHyparquetWriter_AreTheSame()
    {
        using var file = new TemporaryFile();
        Oracle.Run("hyparquet-write", file.Folder, HyparquetTables, seed: 12);
        Assert.Equal(HyparquetTables, CountReadable(file.Folder));
    }

    [NodeFact]
    public void Write_GeneratedTables_DuckDbReadsTheSame()
    {
        using var file = new TemporaryFile();
        WriteTables(file.Folder, zstd: true);
        Oracle.Run("duckdb-read", file.Folder);
        Assert.Equal(OwnTables, CountReadable(file.Folder));
    }

    [NodeFact]
    public void Write_GeneratedTables_HyparquetReadsTheSame()
    {
        using var file = new TemporaryFile();
        WriteTables(file.Folder, zstd: false);
        Oracle.Run("hyparquet-read", file.Folder);
        Assert.Equal(OwnTables, CountReadable(file.Folder));
    }

    [NodeFact]
    public void Write_GeneratedTables_ArrowReadsAndRewritesTheSame()
    {
        using var file = new TemporaryFile();
        WriteTables(file.Folder, zstd: true);
        Oracle.Run("wasm-rewrite", file.Folder, count: 5, seed: 13);
        var rewritten = Directory.GetFiles(file.Folder, "*.rewritten-*.parquet");
        Assert.Equal(OwnTables * 5, rewritten.Length);
        foreach (var copy in rewritten) AssertSameRows(copy[..copy.IndexOf(".rewritten", StringComparison.Ordinal)] + ".parquet", copy);
    }

    [NodeFact(ParquetNetReason = "writes no page index")]
    public void Write_PageIndex_HyparquetSkipsPagesAndFindsTheSameRows()
    {
        using var file = new TemporaryFile();
        var (id, note) = (new ParquetField("id", ParquetValueKind.Int64), new ParquetField("note", ParquetValueKind.Text));
        using (var writer = ParquetFileWriter.Create(file.Path, [id, note]))
        {
            var ids = Enumerable.Range(0, 200_000).Select(row => (long)row).ToArray();
            writer.WriteRowGroup([new ParquetColumn<long>(id, ids), ParquetTextColumn.From(note, [.. ids.Select(value => $"note {value}")])]);
            writer.Complete();
        }

        Oracle.Run("hyparquet-filter", file.Folder);
        var found = Assert.Single(Oracle.Tables(file.Folder)).Table.Columns;
        Assert.Equal(Enumerable.Range(100_000, 5).Select(row => $"{row} note {row}"), found[0].Values);
        Assert.Equal(found[0].Values, found[1].Values);
        // Both runs fetch half a megabyte for the footer; of the rest, only the pages that match are left.
        var bytes = Array.ConvertAll(found[2].Values, text => int.Parse(text!, CultureInfo.InvariantCulture));
        Assert.InRange(bytes[1], 1, bytes[0] * 2 / 3);
    }

    private static int CountReadable(string folder)
    {
        var count = 0;
        foreach (var (path, expected) in Oracle.Tables(folder))
        {
            using var reader = ParquetFileReader.Open(path);
            Canonical.AssertSame(path, expected, reader);
            count++;
        }

        return count;
    }

    private static void AssertSameRows(string original, string copy)
    {
        using var expected = ParquetFileReader.Open(original);
        using var found = ParquetFileReader.Open(copy);
        foreach (var field in expected.Fields)
        {
            var (left, right) = (Canonical.Column(expected, field.Name), Canonical.ColumnUnlessRefused(found, field.Name));
            Assert.True(right is null || left.SequenceEqual(right), $"{Path.GetFileName(copy)}: column '{field.Name}' differs from what was written");
        }
    }

    private static void WriteTables(string folder, bool zstd)
    {
        for (var table = 0; table < OwnTables; table++)
        {
            var rows = ((int[])[1, 64, 100, 1000, 5000])[table % 5];
            var nullShare = ((double[])[0, 0.2, 0.9, 1])[table % 4];
            var options = new ParquetWriterOptions
            {
                Compression = zstd && table % 2 == 0 ? ParquetCompression.Zstd : ((ParquetCompression[])[ParquetCompression.None, ParquetCompression.Snappy, ParquetCompression.Gzip])[table % 3],
                RowGroupBytes = table % 7 == 0 ? 20_000 : 1 << 28,
            };
            using var writer = ParquetFileWriter.Create(Path.Combine(folder, $"table-{table:D2}.parquet"), GeneratedTable.Fields, options);
            writer.WriteRowGroup(GeneratedTable.Columns(rows, seed: table, nullShare));
            writer.WriteRowGroup(GeneratedTable.Columns(rows / 3, seed: table + 1000, nullShare));
            writer.Complete();
        }
    }
}
