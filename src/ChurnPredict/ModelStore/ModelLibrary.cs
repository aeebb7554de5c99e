using System.Globalization;
using System.Text.RegularExpressions;

namespace ChurnPredict.ModelStore;

/// <summary>
/// The folder that holds model folders: which models there are, which one is the champion, and how it became that. <c>champion</c>
/// holds an id; <c>promotions.log</c> has one line a promotion: id, when, why, and the id before (or <c>-</c>), separated by tabs.
/// </summary>
public sealed partial class ModelLibrary
{
    private const string ChampionFile = "champion";
    private const string LogFile = "promotions.log";

    /// <summary>Looks at a folder, which need not exist yet.</summary>
    /// <param name="folder">The folder, usually <c>models</c>.</param>
    public ModelLibrary(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Path of the file that holds the champion's id; a server watches it.</summary>
    public string ChampionPath => Path.Combine(Folder, ChampionFile);

    /// <summary>Ids of all models, oldest first.</summary>
    public IReadOnlyList<string> Ids() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).OfType<string>().Where(name => IdPattern().IsMatch(name)).Order(StringComparer.Ordinal)];

    /// <summary>The champion's id, or null when no model was promoted yet.</summary>
    /// <exception cref="InvalidModelFileException">The champion file does not hold an id.</exception>
    public string? ChampionId()
    {
        if (!File.Exists(ChampionPath)) return null;
        var id = File.ReadAllText(ChampionPath).Trim();
        if (!IdPattern().IsMatch(id))
            throw new InvalidModelFileException($"{ChampionPath}: found '{Shorten(id)}', expected a model id such as 20260101T120000-0123abcd");
        return id;
    }

    /// <summary>The id asked for, or the champion's.</summary>
    /// <param name="id">A model's id; null = the champion.</param>
    /// <exception cref="InvalidModelFileException">No such model, or no champion.</exception>
    public string Resolve(string? id)
    {
        if (id is null)
        {
            return ChampionId() ?? throw new InvalidModelFileException(
                $"{Folder}: found no champion, expected one; train a model first: churnpredict train HISTORY --models {Folder}");
        }

        if (Ids().Contains(id)) return id;
        var known = Ids();
        var hint = known.Count == 0 ? "the folder holds no model" : $"known are {string.Join(", ", known.TakeLast(5))}";
        throw new InvalidModelFileException($"{Folder}: found no model '{Shorten(id)}', expected the id of a model folder; {hint}");
    }

    /// <summary>The path of a model's folder.</summary>
    /// <param name="id">The model's id.</param>
    public string PathOf(string id) => Path.Combine(Folder, id);

    /// <summary>Makes a model the champion and writes down why.</summary>
    /// <param name="id">A model of this library.</param>
    /// <param name="why">One line.</param>
    /// <param name="when">The time of the promotion.</param>
    /// <exception cref="InvalidModelFileException">No such model.</exception>
    public void Promote(string id, string why, DateTimeOffset when)
    {
        Resolve(id);
        var before = ChampionId();
        var line = string.Join('\t', id, when.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), OneLine(why), before ?? "-");
        var logPath = Path.Combine(Folder, LogFile);
        var log = File.Exists(logPath) ? File.ReadAllText(logPath) : "";
        AtomicFile.WriteAllText(logPath, log + line + "\n");
        AtomicFile.WriteAllText(ChampionPath, id + "\n");
    }

    /// <summary>All promotions, oldest first.</summary>
    /// <exception cref="InvalidModelFileException">A line of the log has not four parts.</exception>
    public IReadOnlyList<Promotion> Promotions()
    {
        var path = Path.Combine(Folder, LogFile);
        if (!File.Exists(path)) return [];
        return [.. File.ReadAllLines(path).Where(line => line.Length > 0).Select((line, index) => Promotion.Parse(line)
            ?? throw new InvalidModelFileException($"{path}, line {index + 1}: expected id, time, reason and previous id, separated by tabs"))];
    }

    /// <summary>Makes the model that stood before the current champion the champion again.</summary>
    /// <param name="when">The time of the rollback.</param>
    /// <returns>The id of the champion now.</returns>
    /// <exception cref="InvalidModelFileException">There is nothing to go back to, or that model's folder is gone.</exception>
    public string RollBack(DateTimeOffset when)
    {
        var champion = Resolve(null);
        var previous = Promotions().LastOrDefault(promotion => promotion.Id == champion && promotion.Before is not null)?.Before
            ?? throw new InvalidModelFileException($"{Folder}: {champion} is the first champion; expected an earlier one to go back to");
        Promote(previous, $"rolled back from {champion}", when);
        return previous;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^\d{8}T\d{6}-[0-9a-f]{8}\z")]
    private static partial Regex IdPattern();
}
