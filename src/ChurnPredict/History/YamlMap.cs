using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChurnPredict.History;

/// <summary>
/// A mapping of a YAML file that is read key by key: what is missing is null, what has the wrong type and what nobody asked for
/// (<see cref="RefuseUnknownKeys"/>) is an error that names the file, the line, what was found and what was expected.
/// </summary>
public sealed class YamlMap
{
    private const string KeysWithValues = "keys with values";

    private readonly YamlMappingNode _node;
    private readonly string _file;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private YamlMap(YamlMappingNode node, string file, string path)
    {
        _node = node;
        _file = file;
        Path = path;
    }

    /// <summary>The keys that lead here, such as <c>tables.transactions</c>; empty at the top.</summary>
    public string Path { get; }

    /// <summary>The keys, in the file's order.</summary>
    public IReadOnlyList<string> Keys => [.. _node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? "")];

    /// <summary>Reads a YAML text whose top is a mapping.</summary>
    /// <param name="text">The YAML; empty = an empty mapping.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="InvalidCustomerDataException">The text is not YAML, or its top is not a mapping.</exception>
    public static YamlMap Parse(string text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new InvalidCustomerDataException($"{file}, line {exception.Start.Line}: not YAML: {exception.Message}", exception);
        }

        var top = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
        if (top is YamlScalarNode { Value: null or "" }) top = new YamlMappingNode();
        return new YamlMap(AsMapping(top, file, "the file"), file, "");
    }

    /// <summary>The text of a key.</summary>
    /// <param name="key">The key; null and <c>~</c> count as missing.</param>
    public string? Text(string key) =>
        Find(key) switch
        {
            null => null,
            YamlScalarNode scalar => IsNull(scalar) ? null : scalar.Value,
            var other => throw Wrong(other, key, Describe(other), "one value"),
        };

    /// <summary>The text of a key that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidCustomerDataException">There is none.</exception>
    public string RequiredText(string key) => Text(key) ?? throw Wrong(_node, key, "nothing", "a value");

    /// <summary>One of several texts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="choices">What it may be.</param>
    public string? Choice(string key, params string[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var text = Text(key);
        return text is null || choices.Contains(text, StringComparer.Ordinal)
            ? text
            : throw Wrong(key, $"'{text}'", string.Join(" or ", choices));
    }

    /// <summary>A finite number within a range.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minimum">Smallest allowed.</param>
    /// <param name="maximum">Largest allowed.</param>
    public double? Number(string key, double minimum = double.MinValue, double maximum = double.MaxValue)
    {
        if (Text(key) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(key, $"'{text}'", ExpectedNumber("a number", minimum, maximum));
    }

    /// <summary>A whole number within a range.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minimum">Smallest allowed.</param>
    /// <param name="maximum">Largest allowed.</param>
    public int? Integer(string key, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (Text(key) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(key, $"'{text}'", ExpectedNumber("a whole number", minimum, maximum));
    }

    /// <summary>A duration in days, see <see cref="DayDuration"/>.</summary>
    /// <param name="key">The key.</param>
    public int? Days(string key)
    {
        if (Text(key) is not { } text) return null;
        return DayDuration.TryParse(text, out var days) ? days : throw Wrong(key, $"'{text}'", "a duration such as 90d or 13w");
    }

    /// <summary>A calendar date.</summary>
    /// <param name="key">The key.</param>
    public DateOnly? Date(string key)
    {
        if (Text(key) is not { } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(key, $"'{text}'", "a date such as 2011-09-11");
    }

    /// <summary>A time of day.</summary>
    /// <param name="key">The key.</param>
    public TimeOnly? Time(string key)
    {
        if (Text(key) is not { } text) return null;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Wrong(key, $"'{text}'", "a time of day such as 21:00");
    }

    /// <summary>True or false.</summary>
    /// <param name="key">The key.</param>
    public bool? Flag(string key) => Choice(key, "true", "false") is { } text ? text == "true" : null;

    /// <summary>A list of texts; empty when the key is missing.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((item, index) => item is YamlScalarNode { Value: { } text } ? text : throw Wrong(item, $"{key}[{index}]", Describe(item), "one value"))];

    /// <summary>A mapping below a key; null when the key is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What the message expects where something else stands there, such as the keys.</param>
    public YamlMap? Map(string key, string expected = KeysWithValues) =>
        Find(key) is { } node && !IsNull(node) ? new YamlMap(AsMapping(node, _file, Full(key), expected), _file, Full(key)) : null;

    /// <summary>A list of mappings; empty when the key is missing.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Items(key).Select((item, index) => new YamlMap(AsMapping(item, _file, $"{Full(key)}[{index}]"), _file, $"{Full(key)}[{index}]"))];

    /// <summary>Refuses the keys that were not asked for.</summary>
    /// <exception cref="InvalidCustomerDataException">There is one; the message names it and what is known.</exception>
    public void RefuseUnknownKeys()
    {
        foreach (var key in _node.Children.Keys.Cast<YamlScalarNode>())
        {
            if (!_asked.Contains(key.Value ?? ""))
            {
                throw new InvalidCustomerDataException(
                    $"{_file}, line {key.Start.Line}: found unknown key '{Full(key.Value ?? "")}', expected one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
            }
        }
    }

    /// <summary>An error about a key, with the file, the line, what was found and what was expected.</summary>
    /// <param name="key">The key.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should.</param>
    public InvalidCustomerDataException Wrong(string key, string found, string expected) => Wrong(Find(key) ?? _node, key, found, expected);

    private InvalidCustomerDataException Wrong(YamlNode node, string key, string found, string expected) =>
        new($"{_file}, line {node.Start.Line}, {Full(key)}: found {found}, expected {expected}");

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _node.Children.FirstOrDefault(child => ((YamlScalarNode)child.Key).Value == key).Value;
    }

    private IEnumerable<YamlNode> Items(string key) =>
        Find(key) switch
        {
            null => [],
            YamlScalarNode scalar when IsNull(scalar) => [],
            YamlSequenceNode sequence => sequence.Children,
            var other => throw Wrong(other, key, Describe(other), "a list"),
        };

    private string Full(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static YamlMappingNode AsMapping(YamlNode node, string file, string what, string expected = KeysWithValues)
    {
        if (node is not YamlMappingNode mapping)
            throw new InvalidCustomerDataException($"{file}, line {node.Start.Line}, {what}: found {Describe(node)}, expected {expected}");
        var bad = mapping.Children.Keys.FirstOrDefault(key => key is not YamlScalarNode);
        return bad is null ? mapping : throw new InvalidCustomerDataException($"{file}, line {bad.Start.Line}, {what}: found {Describe(bad)} as a key, expected a text");
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static string Describe(YamlNode node) => node switch
    {
        YamlSequenceNode => "a list",
        YamlMappingNode => KeysWithValues,
        YamlScalarNode scalar => $"'{scalar.Value}'",
        _ => "something else",
    };

    private static string ExpectedNumber(string what, double minimum, double maximum) => (minimum > double.MinValue && minimum > int.MinValue, maximum < double.MaxValue && maximum < int.MaxValue) switch
    {
        (true, true) => FormattableString.Invariant($"{what} from {minimum} to {maximum}"),
        (true, false) => FormattableString.Invariant($"{what} of {minimum} or more"),
        (false, true) => FormattableString.Invariant($"{what} of at most {maximum}"),
        _ => what,
    };
}
