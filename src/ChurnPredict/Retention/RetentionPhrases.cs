using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>The sentences around actions in one language, from the resource <c>phrases-LANGUAGE.yaml</c>; another language is one
/// more such file.</summary>
internal sealed class RetentionPhrases
{
    private const string Prefix = "ChurnPredict.Retention.phrases-";
    private static readonly FrozenDictionary<string, RetentionPhrases> ByLanguage = ReadAll();
    private static readonly FrozenSet<string> WholeMoney = new[] { "JPY", "KRW", "CLP", "VND", "ISK" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly YamlMap _texts;
    private readonly FrozenDictionary<string, string> _unknown;
    private readonly FrozenDictionary<string, string> _none;
    private readonly FrozenDictionary<string, string> _obstacles;
    private readonly string _economics;
    private readonly string _closest;
    private readonly string _dateFormat;
    private readonly string _money;

    private RetentionPhrases(YamlMap texts)
    {
        _texts = texts;
        _unknown = Section("unknown");
        _none = Section("none");
        _obstacles = Section("obstacle");
        _economics = texts.RequiredText("economics");
        _closest = texts.RequiredText("closest");
        _dateFormat = texts.RequiredText("date_format");
        _money = texts.RequiredText("money");
        Prior = texts.RequiredText("prior");
        Join = texts.RequiredText("join");
    }

    /// <summary>Says that an uplift is an assumption.</summary>
    public string Prior { get; }

    /// <summary>Stands between sentences.</summary>
    public string Join { get; }

    /// <summary>The phrases of a language, or the English ones.</summary>
    public static RetentionPhrases In(string language)
    {
        if (ByLanguage.TryGetValue(language, out var phrases)) return phrases;
        return ByLanguage.TryGetValue(language.Split('-', '_')[0].ToLowerInvariant(), out phrases) ? phrases : ByLanguage[LocalizedText.FallbackLanguage];
    }

    /// <summary>The word for something that is not known of a customer.</summary>
    public string Unknown(string placeholder) => _unknown[placeholder];

    public string Date(DateOnly date) => date.ToString(_dateFormat, CultureInfo.InvariantCulture);

    public string Economics(PlannedAction planned) => Fill(_economics, planned);

    /// <summary>Why there is no action, and what came closest.</summary>
    public string None(NoActionReason reason, PlannedAction? closest, string language)
    {
        var text = _none[reason.ToString()];
        if (closest is null) return text;
        var obstacle = Fill(_obstacles[(closest.Obstacle ?? ActionObstacle.DoesNotPay).ToString()], closest);
        return text + Join + _closest.Replace("{title}", closest.Title(language), StringComparison.Ordinal).Replace("{obstacle}", obstacle, StringComparison.Ordinal);
    }

    private string Fill(string text, PlannedAction planned)
    {
        var currency = planned.History.Store.Description.Currency;
        return text
            .Replace("{saved}", Money(planned.ExpectedSaving, currency), StringComparison.Ordinal)
            .Replace("{at_risk}", Money(planned.ValueAtRisk, currency), StringComparison.Ordinal)
            .Replace("{cost}", Money(planned.ExpectedCost, currency), StringComparison.Ordinal)
            .Replace("{net}", Money(planned.NetValue, currency), StringComparison.Ordinal);
    }

    private string Money(double amount, string? currency)
    {
        var digits = currency is not null && WholeMoney.Contains(currency) ? "#,0" : "#,0.00";
        var number = amount.ToString(digits, CultureInfo.InvariantCulture);
        return currency is null ? number : _money.Replace("{amount}", number, StringComparison.Ordinal).Replace("{currency}", currency, StringComparison.Ordinal);
    }

    private FrozenDictionary<string, string> Section(string key)
    {
        var section = _texts.Map(key) ?? throw _texts.Wrong(key, "nothing", "texts");
        return section.Keys.ToFrozenDictionary(name => name, section.RequiredText, StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, RetentionPhrases> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..^".yaml".Length], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static RetentionPhrases Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new RetentionPhrases(YamlMap.Parse(reader.ReadToEnd(), name));
    }
}
