namespace ChurnPredict.Parquet.Tests;

/// <summary>A file name of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("churnpredict-parquet-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "table.parquet");

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
