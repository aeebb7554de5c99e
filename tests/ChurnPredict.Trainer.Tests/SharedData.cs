namespace ChurnPredict.Trainer.Tests;

/// <summary>Where the public data sets stand beside the project, if they do.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder ?? throw new InvalidOperationException("../shared/data is absent"), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "ChurnPredict.sln"))) continue;
            var data = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
            return Directory.Exists(data) ? System.IO.Path.GetFullPath(data) : null;
        }

        return null;
    }
}
