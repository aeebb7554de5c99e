namespace ChurnPredict.Tests;

/// <summary>A test on ../shared/data: skipped with a message where that folder is absent; on CI it runs, and so fails.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (!File.Exists(PathOf(file)) && Environment.GetEnvironmentVariable("CI") != "true") Skip = $"../shared/data/{file} is not here";
    }

    public static string PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChurnPredict.sln")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", file));
        }

        return Path.Combine("..", "shared", "data", file);
    }
}
