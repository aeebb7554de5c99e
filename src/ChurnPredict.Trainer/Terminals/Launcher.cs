namespace ChurnPredict.Trainer.Terminals;

/// <summary>How commands are written so that they can be pasted where this one was typed: as <c>dotnet run</c> within a checkout, as published
/// elsewhere, and quoted where a shell would take them apart.</summary>
/// <param name="Trainer">Words before a command of this program.</param>
/// <param name="Server">Words before the server's options.</param>
internal sealed record Launcher(string Trainer, string Server)
{
    /// <summary>As both are called once published.</summary>
    public static Launcher Published { get; } = new("churnpredict", "ChurnPredict.Server");

    /// <summary>As this process was started: in a checkout, or a folder of it, nothing is published.</summary>
    /// <param name="program">The file that runs.</param>
    /// <param name="folder">Where it was started.</param>
    public static Launcher Of(string? program, string folder)
    {
        if (Path.GetFileNameWithoutExtension(program) == Published.Trainer || FindProjects(folder) is not { } projects) return Published;
        string Run(string project) => $"dotnet run -c Release --project {Quoted(Path.GetRelativePath(folder, Path.Combine(projects, project)))} --";
        return new Launcher(Run("ChurnPredict.Trainer"), Run("ChurnPredict.Server"));
    }

    /// <summary>A word as a shell takes it for one.</summary>
    public static string Quoted(string word)
    {
        if (word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./\\:=,+@%".Contains(letter, StringComparison.Ordinal)) && (OperatingSystem.IsWindows() || !word.Contains('\\'))) return word;
        return OperatingSystem.IsWindows() ? $"\"{word}\"" : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static string? FindProjects(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "src");
            if (Directory.Exists(Path.Combine(candidate, "ChurnPredict.Trainer")) && Directory.Exists(Path.Combine(candidate, "ChurnPredict.Server"))) return candidate;
        }

        return null;
    }
}
