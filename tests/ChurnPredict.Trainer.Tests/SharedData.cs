namespace ChurnPredict.Trainer.Tests;

/// <summary>Where the public data sets stand beside the project, if they do.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder ?? throw new InvalidOperationException("../shared/data is absent"), .. parts]);

    private static string? Find()
    {
        var data = System.IO.Path.Combine(Repository.Root, "..", "shared", "data");
        return Directory.Exists(data) ? System.IO.Path.GetFullPath(data) : null;
    }
}
