using System.Diagnostics;

namespace ChurnPredict.Parquet.Tests;

/// <summary>Reads damaged files to the end: every column of every row group.</summary>
internal static class ParquetFuzzer
{
    private const long MostBytes = 256L << 20;

    public static FileMutator Mutator(string temporaryPath) =>
        new([.. Fixtures.SameRows().Select(File.ReadAllBytes), .. OwnFiles(temporaryPath)]);

    public static FuzzOutcome Read(byte[] file, string temporaryPath)
    {
        File.WriteAllBytes(temporaryPath, file);
        var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        string? problem = null;
        var wasRefused = false;
        try
        {
            ReadAll(temporaryPath);
        }
        catch (InvalidParquetFileException exception)
        {
            wasRefused = true;
            // A slip that only the last safety net caught is a finding, too.
            if (exception.InnerException is not (DamagedDataException or null)) problem = $"{exception.InnerException}";
        }
        catch (Exception exception)
        {
            problem = $"{exception}";
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MostBytes) problem ??= $"allocated {allocated >> 20} MiB";
        return new FuzzOutcome(problem, wasRefused, clock.Elapsed.TotalSeconds, allocated);
    }

    private static void ReadAll(string path)
    {
        using var reader = ParquetFileReader.Open(path);
        InvalidParquetFileException? refusal = null;
        foreach (var group in reader.RowGroups)
        {
            foreach (var name in reader.Fields.Select(field => field.Name).Distinct())
            {
                try
                {
                    Touch(reader.ReadColumn(group.Index, name));
                }
                catch (InvalidParquetFileException exception)
                {
                    refusal ??= exception;
                }
            }
        }

        if (refusal is not null) throw refusal;
    }

    // Codes must be within the dictionary, whatever the file said.
    private static void Touch(ParquetColumn column)
    {
        if (column is not ParquetTextColumn text) return;
        foreach (var code in text.Codes)
        {
            if (code != ParquetTextColumn.NullCode) _ = text.Entry(code);
        }
    }

    private static IEnumerable<byte[]> OwnFiles(string temporaryPath)
    {
        foreach (var compression in Enum.GetValues<ParquetCompression>())
        {
            using (var writer = ParquetFileWriter.Create(temporaryPath, GeneratedTable.Fields, new ParquetWriterOptions { Compression = compression }))
            {
                writer.WriteRowGroup(GeneratedTable.Columns(100, seed: 1, nullShare: 0.3));
                writer.WriteRowGroup(GeneratedTable.Columns(20, seed: 2, nullShare: 0));
                writer.Complete();
            }

            yield return File.ReadAllBytes(temporaryPath);
        }
    }
}
