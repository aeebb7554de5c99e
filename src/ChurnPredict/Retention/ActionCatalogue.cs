using System.Reflection;
using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>The actions that a retention team has, with the words that their texts are made of.</summary>
public sealed record ActionCatalogue
{
    private const string BuiltInResource = "ChurnPredict.Retention.actions.yaml";

    /// <summary>The actions, in the catalogue's order.</summary>
    public required IReadOnlyList<RetentionAction> Actions { get; init; }

    /// <summary>ISO 4217 code of the costs; null = that of the history.</summary>
    public string? Currency { get; init; }

    /// <summary>Units of the key's currency for one of <see cref="Currency"/>; used when the history has another one.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Most contacts a customer may receive, where the history's description has no limits.</summary>
    public IReadOnlyList<ContactLimit> ContactLimits { get; init; } = [];

    /// <summary>Hours without contacts, where the history's description has none.</summary>
    public IReadOnlyList<QuietHours> QuietHours { get; init; } = [];

    /// <summary>What channels and categories are called, by their word in the tables; a word that is not here stands for itself.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Words { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>The built-in catalogue.</summary>
    public static ActionCatalogue ReadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltInResource)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), "the built-in catalogue");
    }

    /// <summary>Reads a catalogue file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The model whose features conditions may name; null = the dictionary's.</param>
    /// <exception cref="InvalidCustomerDataException">There is no such file, or the catalogue is wrong; the message names the line, what was
    /// found and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ActionCatalogue ReadFrom(string path, FeatureSchema? schema = null) => File.Exists(path)
        ? Parse(File.ReadAllText(path), path, schema)
        : throw new InvalidCustomerDataException($"{path}: found {(Directory.Exists(path) ? "a folder" : "no such file")}, expected an action catalogue (YAML)");

    /// <summary>Reads a catalogue.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="schema">The model whose features conditions may name; null = the dictionary's.</param>
    /// <exception cref="InvalidCustomerDataException">The catalogue is wrong; the message names the line, what was found and what was expected.</exception>
    public static ActionCatalogue Parse(string yaml, string file, FeatureSchema? schema = null) =>
        new ActionCatalogueReader(new ConditionNames(schema)).Read(yaml, file);

    /// <summary>How much one unit of the catalogue's costs is in the history's currency.</summary>
    /// <param name="currency">The history's currency; null = unknown, then costs are taken as they stand.</param>
    /// <exception cref="InvalidCustomerDataException">The currencies differ and the catalogue has no rate.</exception>
    public double RateTo(string? currency)
    {
        if (Currency is null || currency is null || Currency == currency) return 1;
        return Rates.TryGetValue(currency, out var rate)
            ? rate
            : throw new InvalidCustomerDataException(
                $"action catalogue: found costs in {Currency} and a history in {currency}, expected a rate for {currency} under 'rates'");
    }
}
