namespace ChurnPredict.Parquet.Tests;

/// <summary>Public data sets beside the repository.</summary>
internal static class SharedData
{
    public static string PathOf(params string[] parts) => Path.Combine([RepositoryRoot(), "..", "shared", "data", .. parts]);

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChurnPredict.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("found no ChurnPredict.sln above the tests");
        return folder.FullName;
    }
}
