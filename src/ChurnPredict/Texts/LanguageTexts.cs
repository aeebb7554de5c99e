using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Scoring;

namespace ChurnPredict.Texts;

/// <summary>Everything that people read, in one language: labels, reasons, segments, tiers, statuses. Immutable, thread-safe.</summary>
public sealed class LanguageTexts
{
    private const string DefaultLanguage = "en";
    private static readonly Lazy<IReadOnlyDictionary<string, LanguageTexts>> All = new(() =>
        LanguageFile.Languages().ToDictionary(language => language, language => new LanguageTexts(LanguageFile.Read(language)), StringComparer.Ordinal));

    private readonly ValueTexts _values;
    private readonly IReadOnlyDictionary<string, string> _reasons;
    private readonly IReadOnlyDictionary<string, string> _groups;
    private readonly IReadOnlyDictionary<string, string> _statuses;
    private readonly IReadOnlyDictionary<string, string> _riskTiers;
    private readonly IReadOnlyDictionary<string, string> _segments;
    private readonly Dictionary<string, FeatureText> _features = new(StringComparer.Ordinal);

    private LanguageTexts(YamlMap file)
    {
        Language = file.RequiredText("language");
        Name = file.RequiredText("name");
        _values = new ValueTexts(file);
        _reasons = LanguageFile.Words(file, "reasons");
        _groups = LanguageFile.Words(file, "groups");
        _statuses = LanguageFile.Words(file, "statuses");
        _riskTiers = LanguageFile.Words(file, "risk_tiers");
        _segments = LanguageFile.Words(file, "segments");
        var features = LanguageFile.Part(file, "features");
        foreach (var key in features.Keys) _features[key] = ReadFeature(LanguageFile.Part(features, key));
        file.RefuseUnknownKeys();
    }

    /// <summary>Codes of the languages that there are, such as <c>en</c> and <c>ja</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Languages => [.. All.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The language's code.</summary>
    public string Language { get; }

    /// <summary>The language's name in itself.</summary>
    public string Name { get; }

    /// <summary>Every key that has a text, for comparing languages.</summary>
    internal IEnumerable<string> Keys =>
        Prefixed("reasons", _reasons).Concat(Prefixed("groups", _groups)).Concat(Prefixed("statuses", _statuses))
            .Concat(Prefixed("risk_tiers", _riskTiers)).Concat(Prefixed("segments", _segments)).Concat(_values.Keys)
            .Concat(_features.SelectMany(pair => KeysOf(pair.Key, pair.Value)));

    /// <summary>Every segment that has a name of its own; a loyalty programme's are not among them.</summary>
    public IEnumerable<string> SegmentKeys => _segments.Keys;

    /// <summary>The texts of a language; of <c>ja-JP</c> those of <c>ja</c>, and English for null and for languages without texts.</summary>
    /// <param name="language">A BCP 47 tag such as <c>ja</c> or <c>en-GB</c>.</param>
    public static LanguageTexts For(string? language)
    {
        var code = language?.Split('-', '_')[0].ToLowerInvariant() ?? DefaultLanguage;
        return All.Value.GetValueOrDefault(code) ?? All.Value[DefaultLanguage];
    }

    /// <summary>The feature's name for people.</summary>
    /// <param name="feature">The feature.</param>
    public string FeatureLabel(FeatureDefinition feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return _features.TryGetValue(feature.LabelKey, out var text) ? Fill(text.Label, feature) : feature.Name;
    }

    /// <summary>A value of a feature in its unit, such as <c>143 days</c>; the unknown is named as such.</summary>
    /// <param name="schema">Where the feature's words stand.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="value">Its value, NaN = missing.</param>
    /// <param name="currency">ISO 4217 code of money; null = unknown.</param>
    public string FeatureValue(FeatureSchema schema, FeatureDefinition feature, float value, string? currency = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(feature);
        return float.IsNaN(value) ? "–" : _values.Format(value, feature.Unit, schema.WordOf(feature, value), currency);
    }

    /// <summary>A sentence on one reason of a score: what is the case, and which way it moves the risk.</summary>
    /// <param name="schema">The model's features.</param>
    /// <param name="reason">A reason whose feature is of the schema, or one of the items that are no feature.</param>
    /// <param name="currency">ISO 4217 code of money; null = unknown.</param>
    /// <exception cref="ArgumentException">The schema has no such feature.</exception>
    public string Reason(FeatureSchema schema, Reason reason, string? currency = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (reason.Feature is Scoring.Reason.Baseline or Scoring.Reason.Calibration or Scoring.Reason.Remainder) return _reasons[reason.Feature];
        var feature = schema.Find(reason.Feature)
            ?? throw new ArgumentException($"no feature '{reason.Feature}' among the {schema.Count} of the schema", nameof(reason));
        return _reasons[reason.Contribution > 0 ? "raises" : "lowers"]
            .Replace("{fact}", FactOf(schema, feature, reason.Value, currency), StringComparison.Ordinal);
    }

    /// <summary>The name of a family of features.</summary>
    /// <param name="group">The family.</param>
    public string Group(FeatureGroup group) => _groups[KeyOf(group)];

    /// <summary>The name of a status.</summary>
    /// <param name="status">The status.</param>
    public string Status(CustomerStatus status) => _statuses[KeyOf(status)];

    /// <summary>The name of a risk tier.</summary>
    /// <param name="tier">The tier.</param>
    public string RiskTier(RiskTier tier) => _riskTiers[KeyOf(tier)];

    /// <summary>The name of a segment of any kind; a loyalty programme's own names are returned as they are.</summary>
    /// <param name="key">A key of <see cref="CustomerSegments"/>.</param>
    public string Segment(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _segments.GetValueOrDefault(key, key);
    }

    private static FeatureText ReadFeature(YamlMap map) => new(
        map.RequiredText("label"), map.RequiredText("fact"), map.Text("fact_negative"), map.Text("fact_zero"), map.Text("fact_no"));

    private static string Fill(string text, FeatureDefinition feature) =>
        text.Replace("{0}", feature.LabelArgument ?? "", StringComparison.Ordinal);

    private static IEnumerable<string> Prefixed(string part, IReadOnlyDictionary<string, string> texts) => texts.Keys.Select(key => $"{part}.{key}");

    private static IEnumerable<string> KeysOf(string key, FeatureText text)
    {
        yield return $"features.{key}";
        if (text.FactNegative is not null) yield return $"features.{key}.fact_negative";
        if (text.FactZero is not null) yield return $"features.{key}.fact_zero";
        if (text.FactNo is not null) yield return $"features.{key}.fact_no";
    }

    private static string KeyOf(Enum value) => string.Concat(
        value.ToString().Select((letter, position) => char.IsUpper(letter) && position > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private string FactOf(FeatureSchema schema, FeatureDefinition feature, float value, string? currency)
    {
        if (float.IsNaN(value) || !_features.TryGetValue(feature.LabelKey, out var text))
        {
            return float.IsNaN(value)
                ? _reasons["missing"].Replace("{label}", FeatureLabel(feature), StringComparison.Ordinal)
                : $"{FeatureLabel(feature)}: {FeatureValue(schema, feature, value, currency)}";
        }

        var isNegative = value < 0 && text.FactNegative is not null;
        var fact = isNegative ? text.FactNegative!
            : value == 0 ? text.FactNo ?? text.FactZero ?? text.Fact
            : text.Fact;
        return Fill(fact, feature)
            .Replace("{value}", FeatureValue(schema, feature, isNegative ? -value : value, currency), StringComparison.Ordinal);
    }
}
