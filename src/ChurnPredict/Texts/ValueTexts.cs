using System.Globalization;
using ChurnPredict.History;

namespace ChurnPredict.Texts;

/// <summary>Writes values of features in their units as a language does.</summary>
internal sealed class ValueTexts
{
    private const string Plain = "{0}";
    private readonly Dictionary<string, (string? One, string Other)> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _classes = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _trends;
    private readonly string _otherWord;

    /// <summary>Reads the parts <c>units</c>, <c>classes</c>, <c>trends</c> and <c>words</c> of a language file.</summary>
    public ValueTexts(YamlMap file)
    {
        var units = LanguageFile.Part(file, "units");
        foreach (var unit in units.Keys)
        {
            var forms = LanguageFile.Part(units, unit);
            _units[unit] = (forms.Text("one"), forms.RequiredText("other"));
        }

        var classes = LanguageFile.Part(file, "classes");
        foreach (var key in classes.Keys) _classes[key] = LanguageFile.Words(classes, key);
        _trends = LanguageFile.Words(file, "trends");
        _otherWord = LanguageFile.Words(file, "words")["other"];
    }

    /// <summary>Units and classes that have words, for comparing languages.</summary>
    public IEnumerable<string> Keys =>
        _units.Keys.Select(unit => $"units.{unit}").Concat(_trends.Keys.Select(key => $"trends.{key}"))
            .Concat(_classes.SelectMany(pair => pair.Value.Keys.Select(value => $"classes.{pair.Key}.{value}")));

    /// <summary>A value in its unit.</summary>
    /// <param name="value">The value; not NaN.</param>
    /// <param name="unit">The feature's unit.</param>
    /// <param name="word">The word that a category number stands for; null = none of those known in training.</param>
    /// <param name="currency">The code of the currency; null = unknown.</param>
    public string Format(double value, string unit, string? word, string? currency) => unit switch
    {
        "category" => word ?? _otherWord,
        "share" or "rank_share" or "probability" => Percent(value),
        "trend" => Trend(value),
        "change" => Change(value),
        "change_per_week" => InUnit(unit, Change(value)),
        "hour" => $"{(int)value:0}:{(int)(value * 60 % 60):00}",
        "currency" => Money(value, currency),
        "currency_per_month" => InUnit(unit, Money(value, currency)),
        "position" or "position_change" => InUnit(unit, Number(value * 10)),
        _ when _classes.TryGetValue(unit, out var names) && names.TryGetValue(((int)value).ToString(CultureInfo.InvariantCulture), out var name) => name,
        _ => InUnit(unit, Number(value)),
    };

    private static string Number(double value)
    {
        var format = Math.Abs(value) >= 10 ? "#,0" : Math.Abs(value) >= 1 ? "0.#" : "0.##";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Percent(double value) =>
        (value * 100).ToString(Math.Abs(value) < 0.01 ? "0.##" : "0", CultureInfo.InvariantCulture) + "%";

    private static string Money(double value, string? currency)
    {
        var amount = value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.00", CultureInfo.InvariantCulture);
        return currency is null ? amount : $"{amount} {currency}";
    }

    private string InUnit(string unit, string number)
    {
        if (!_units.TryGetValue(unit, out var forms)) return number;
        return (number == "1" ? forms.One ?? forms.Other : forms.Other).Replace(Plain, number, StringComparison.Ordinal);
    }

    // (now − before) ÷ (now + before) back to the change that people speak of.
    private string Trend(double value) => value switch
    {
        >= 1 => _trends["from_nothing"],
        <= -1 => _trends["to_nothing"],
        _ => Change(((1 + value) / (1 - value)) - 1),
    };

    private string Change(double change)
    {
        var percent = Percent(Math.Abs(change));
        if (percent == "0%") return _trends["unchanged"];
        return _trends[change > 0 ? "up" : "down"].Replace(Plain, percent, StringComparison.Ordinal);
    }
}
