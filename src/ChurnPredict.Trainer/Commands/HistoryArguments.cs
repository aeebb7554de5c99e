using System.CommandLine;
using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Commands;

/// <summary>The arguments and options that several commands share, and how their values are read.</summary>
internal static class HistoryArguments
{
    public static Argument<string> History() => new("HISTORY") { Description = "The history folder: Parquet tables and, optionally, history.yaml." };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of tables." };

    public static Option<string> Models() => new("--models")
    {
        HelpName = "DIR",
        Description = "The folder that holds model folders and the champion.",
        DefaultValueFactory = _ => "models",
    };

    public static Option<string?> Model() => new("--model") { HelpName = "ID", Description = "A model's id; the champion by default." };

    public static Option<string?> AsOf() => new("--as-of") { HelpName = "DATE", Description = "The date yyyy-MM-dd; by default the day after the last event that is not in the future." };

    public static Option<int> Threads() => new("--threads")
    {
        HelpName = "N",
        Description = "Threads to work with; all cores by default. Results do not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Option<int> Seed() => new("--seed")
    {
        HelpName = "S",
        Description = "From which every random choice derives.",
        DefaultValueFactory = _ => 1,
    };

    public static Option<string?> Memory() => new("--memory") { HelpName = "SIZE", Description = "Memory that events may take, such as 4GiB; beyond it they are spilled to disk." };

    /// <summary>Options as they were given, for a command that is to follow with the same; those not given are left out.</summary>
    public static IEnumerable<string> Again(ParseResult parsed, params IEnumerable<Option<string?>> options) =>
        options.SelectMany(option => parsed.GetValue(option) is { } value ? (string[])[option.Name, value] : []);

    public static int CheckedThreads(int threadCount) => threadCount is >= 1 and <= 1024
        ? threadCount
        : throw new WrongUsageException($"--threads: found {threadCount}, expected 1 to 1024");

    /// <summary>A file to write, refused where a folder stands in its place, which would be noticed only after the work, and where it is the
    /// history itself.</summary>
    public static string CheckedFile(string option, string path, string? history)
    {
        if (Directory.Exists(path)) throw new WrongUsageException($"{option}: found the folder {path}, expected a file to write");
        return history is not null && File.Exists(path) && IsPartOf(history, path)
            ? throw new WrongUsageException($"{option}: found {path}, a file of the history itself, expected another")
            : path;
    }

    /// <summary>Whether a file, or what it leads to, stands in a history, or is what a link there leads to.</summary>
    private static bool IsPartOf(string history, string file)
    {
        string[] names = [Path.GetFullPath(file), Path.GetFullPath(LinkedFile.TargetOf(file))];
        string[] folders = [Path.GetFullPath(history), Path.GetFullPath(LinkedFile.TargetOf(Path.TrimEndingDirectorySeparator(history)))];
        return folders.Any(folder => names.Any(name => IsTableIn(folder, name))) || (Directory.Exists(history) && Directory
            .EnumerateFiles(history, "*", SearchOption.AllDirectories).Where(IsTable).Any(part => names.Contains(Path.GetFullPath(LinkedFile.TargetOf(part)))));
    }

    private static bool IsTableIn(string folder, string file)
    {
        var inside = Path.GetRelativePath(folder, file);
        return !Path.IsPathRooted(inside) && !inside.StartsWith("..", StringComparison.Ordinal) && IsTable(inside);
    }

    private static bool IsTable(string file) => Path.GetExtension(file) is ".parquet" or ".yaml";

    /// <summary>A language that there are texts in, as asked for: <c>ja-JP</c> stays so where there is <c>ja</c>.</summary>
    public static string CheckedLanguage(string language, IEnumerable<string> known)
    {
        string[] codes = [.. known.Distinct().Order(StringComparer.Ordinal)];
        return codes.Contains(language) || codes.Contains(language.Split('-', '_')[0].ToLowerInvariant())
            ? language
            : throw new WrongUsageException($"--language: found '{language}', expected one of {string.Join(", ", codes)}");
    }

    /// <summary>Reads a history, and tells of rows that were left out or lie in the future.</summary>
    public static HistorySource Open(
        Terminal terminal, string folder, int threadCount, long? memoryBytes = null, bool needsLabel = true, CancellationToken cancellationToken = default)
    {
        var source = Read(terminal, folder, threadCount, memoryBytes, needsLabel, cancellationToken);
        LeftOutRows.Tell(terminal, source, folder);
        FutureRows.Tell(terminal, source, folder);
        return source;
    }

    /// <summary>Reads a history.</summary>
    public static HistorySource Read(
        Terminal terminal, string folder, int threadCount, long? memoryBytes, bool needsLabel, CancellationToken cancellationToken) =>
        terminal.Step($"reading {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}", progress => HistoryReader.Open(
            folder,
            new HistoryReaderOptions
            {
                ThreadCount = threadCount,
                MemoryBytes = memoryBytes,
                NeedsLabel = needsLabel,
                Now = terminal.Clock.GetUtcNow(),
                Progress = new HistoryProgressShare(progress),
            },
            cancellationToken));

    public static AsOfDate ParseAsOf(string? text, HistorySource source)
    {
        if (text is null) return source.DayAfterLastEvent;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw new WrongUsageException($"--as-of: found '{text}', expected a date such as 2011-09-11");
        var asOf = source.TimeAxis.AsOf(date);
        var last = source.DayAfterLastEvent;
        if (asOf.Instant <= source.FirstEventAt || date > last.Date)
        {
            var first = source.TimeAxis.LocalDate(source.FirstEventAt);
            throw new InvalidCustomerDataException(
                $"--as-of: found {date:yyyy-MM-dd}, expected a date after the first event ({first:yyyy-MM-dd}) and at most {last.Date:yyyy-MM-dd}, the day after the last");
        }

        return asOf;
    }

    /// <summary>Days in a duration such as <c>90d</c>, <c>13w</c> or <c>90</c>, at most so many.</summary>
    public static int ParseDays(string option, string text, int mostDays = DayDuration.MaximumDays) => DayDuration.TryParse(text, out var days) && days <= mostDays
        ? days
        : throw new WrongUsageException($"{option}: found '{text}', expected a duration such as 90d or 13w, of 1 to {mostDays} days");

    /// <summary>A number of rows of at least 1,000; null for <c>all</c>.</summary>
    public static int? ParseRows(string option, string text)
    {
        if (text == "all") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows >= 1_000
            ? rows
            : throw new WrongUsageException($"{option}: found '{text}', expected a whole number of at least 1000, or all");
    }

    /// <summary>Bytes in a size such as <c>4GiB</c>, <c>512MiB</c> or <c>4G</c>; null for null.</summary>
    public static long? ParseBytes(string option, string? text)
    {
        if (text is null) return null;
        var digits = new string([.. text.TakeWhile(character => char.IsAsciiDigit(character) || character == '.')]);
        long factor = text[digits.Length..].Trim().ToUpperInvariant() switch
        {
            "GIB" or "G" or "GB" => 1L << 30,
            "MIB" or "M" or "MB" => 1L << 20,
            _ => 0,
        };
        if (factor == 0 || !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || count <= 0)
            throw new WrongUsageException($"{option}: found '{text}', expected a size such as 4GiB or 512MiB");
        return (long)(count * factor);
    }
}
