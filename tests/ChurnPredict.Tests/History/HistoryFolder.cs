using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Tests.History;

/// <summary>A history folder in the temporary directory, removed at the end.</summary>
internal sealed class HistoryFolder : IDisposable
{
    public HistoryFolder() => Path = Directory.CreateTempSubdirectory("churnpredict-history-").FullName;

    public string Path { get; }

    public HistoryFolder Write(string file, params ParquetColumn[] columns) => WriteGroups(file, columns);

    public HistoryFolder WriteGroups(string file, params ParquetColumn[][] groups)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var writer = ParquetFileWriter.Create(path, [.. groups[0].Select(column => column.Field)]);
        foreach (var columns in groups) writer.WriteRowGroup(columns);
        writer.Complete();
        return this;
    }

    public HistoryFolder Yaml(string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, HistoryDescriptionFile.FileName), text);
        return this;
    }

    public EventStore Read(int threads = 1) => Open(threads).Parts().Single();

    public HistorySource Open(int threads = 1) => HistoryReader.Open(Path, new HistoryReaderOptions { ThreadCount = threads });

    public string Refusal() => Assert.Throws<InvalidCustomerDataException>(() => Open()).Message;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
