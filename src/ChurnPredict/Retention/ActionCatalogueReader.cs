using System.Text.RegularExpressions;
using ChurnPredict.History;

namespace ChurnPredict.Retention;

/// <summary>
/// Reads action catalogues. Top-level keys: <c>actions</c> (required) and, optional, <c>currency</c>, <c>rates</c>,
/// <c>contact_limits</c>, <c>quiet_hours</c>, <c>words</c>. An action has <c>id</c>, <c>title</c>, <c>message</c>, optional
/// <c>why</c> (each by language), <c>channel</c>, <c>contact_cost</c>, <c>incentive_cost</c>, <c>redeem_probability</c>,
/// <c>relative_uplift</c> (<c>value</c>, <c>source</c>, optional <c>segments</c> of <c>when</c>, <c>value</c>, <c>source</c>),
/// <c>eligible</c>, <c>countries</c>, <c>requires_consent</c>, <c>cooldown</c>. Any other key is an error.
/// </summary>
internal sealed partial class ActionCatalogueReader(ConditionNames names)
{
    private const string UpliftExpected = "value, source and, optional, segments, such as { value: 0.1, source: prior }";

    private static readonly string[] ChannelsWithConsent = ["email", "sms", "phone"];

    public ActionCatalogue Read(string yaml, string file)
    {
        var map = YamlMap.Parse(yaml, file);
        var actions = map.Maps("actions");
        if (actions.Count == 0) throw map.Wrong("actions", "none", "a list of actions");
        var catalogue = new ActionCatalogue
        {
            Actions = [.. actions.Select(ReadAction)],
            Currency = map.Text("currency"),
            Rates = ReadRates(map),
            ContactLimits = [.. map.Maps("contact_limits").Select(ReadContactLimit)],
            QuietHours = [.. map.Maps("quiet_hours").Select(ReadQuietHours)],
            Words = ReadWords(map),
        };
        map.RefuseUnknownKeys();
        RefuseRepeatedIds(actions, catalogue);
        return catalogue;
    }

    private static void RefuseRepeatedIds(IReadOnlyList<YamlMap> maps, ActionCatalogue catalogue)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < maps.Count; index++)
        {
            var id = catalogue.Actions[index].Id;
            if (!seen.Add(id)) throw maps[index].Wrong("id", $"'{id}' a second time", "an id of its own");
        }
    }

    private RetentionAction ReadAction(YamlMap map)
    {
        var channel = map.RequiredText("channel");
        var action = new RetentionAction
        {
            Id = map.RequiredText("id"),
            Title = ReadText(map, "title") ?? throw map.Wrong("title", "no text", "a text by language, English at least"),
            Message = ReadText(map, "message") ?? throw map.Wrong("message", "no text", "a text by language, English at least"),
            Why = ReadText(map, "why"),
            Channel = channel,
            ContactCost = map.Number("contact_cost", 0) ?? throw map.Wrong("contact_cost", "nothing", "a number of 0 or more"),
            IncentiveCost = map.Number("incentive_cost", 0) ?? 0,
            RedeemProbability = map.Number("redeem_probability", 0, 1) ?? 0,
            Uplift = ReadUplift(map.Map("relative_uplift", UpliftExpected) ?? throw map.Wrong("relative_uplift", "nothing", UpliftExpected), out var segments),
            SegmentUplifts = segments,
            Eligible = ReadCondition(map, "eligible"),
            Countries = ReadCountries(map),
            RequiresConsent = map.Flag("requires_consent") ?? ChannelsWithConsent.Contains(channel),
            CooldownDays = map.Days("cooldown") ?? 0,
        };
        if (action.RequiresConsent && !ChannelsWithConsent.Contains(channel))
            throw map.Wrong("requires_consent", $"consent for channel '{channel}'", $"one of the channels that customers consent to: {string.Join(", ", ChannelsWithConsent)}");
        map.RefuseUnknownKeys();
        return action;
    }

    private ActionUplift ReadUplift(YamlMap map, out SegmentUplift[] segments)
    {
        segments =
        [
            .. map.Maps("segments").Select(segment =>
            {
                var when = ReadCondition(segment, "when") ?? throw segment.Wrong("when", "nothing", "a condition");
                var uplift = new SegmentUplift(when, ReadValueAndSource(segment));
                segment.RefuseUnknownKeys();
                return uplift;
            }),
        ];
        var value = ReadValueAndSource(map);
        map.RefuseUnknownKeys();
        return value;
    }

    private static ActionUplift ReadValueAndSource(YamlMap map)
    {
        var value = map.Number("value", 0, 1) ?? throw map.Wrong("value", "nothing", "a number from 0 to 1");
        var source = map.Choice("source", "prior", "measured") ?? throw map.Wrong("source", "nothing", "prior or measured");
        return new ActionUplift(value, source == "measured" ? UpliftSource.Measured : UpliftSource.Prior);
    }

    private ActionCondition? ReadCondition(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        try
        {
            return ActionCondition.Parse(text, names);
        }
        catch (FormatException exception)
        {
            throw map.Wrong(key, exception.Message, "a condition such as \"recency_days > 60 and segment.satisfaction_class == 'vulnerable'\"");
        }
    }

    private static string[] ReadCountries(YamlMap map)
    {
        var countries = map.Texts("countries");
        foreach (var country in countries)
        {
            if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)) throw map.Wrong("countries", $"'{country}'", "ISO country codes such as JP");
        }

        return [.. countries];
    }

    private static LocalizedText? ReadText(YamlMap map, string key)
    {
        if (map.Map(key, "a text by language such as { en: Coupon, ja: クーポン }") is not { } languages) return null;
        var texts = languages.Keys.ToDictionary(language => language, languages.RequiredText, StringComparer.Ordinal);
        if (!texts.TryGetValue(LocalizedText.FallbackLanguage, out var english) || string.IsNullOrWhiteSpace(english))
            throw map.Wrong(key, "no English text", "a text for 'en' at least");
        foreach (var (language, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text)) throw languages.Wrong(language, "an empty text", "a text");
            foreach (Match placeholder in Placeholder().Matches(text))
            {
                if (!ActionPlaceholders.Names.Contains(placeholder.Groups[1].Value))
                    throw languages.Wrong(language, $"placeholder '{placeholder.Value}'", string.Join(", ", ActionPlaceholders.Names.Select(name => $"{{{name}}}")));
            }
        }

        return new LocalizedText(texts);
    }

    private static Dictionary<string, double> ReadRates(YamlMap map)
    {
        if (map.Map("rates") is not { } rates) return [];
        return rates.Keys.ToDictionary(currency => currency, currency => rates.Number(currency, double.Epsilon) ?? throw rates.Wrong(currency, "nothing", "a number above 0"), StringComparer.Ordinal);
    }

    private static Dictionary<string, LocalizedText> ReadWords(YamlMap map)
    {
        if (map.Map("words") is not { } words) return [];
        return words.Keys.ToDictionary(word => word, word => ReadText(words, word) ?? throw words.Wrong(word, "nothing", "a text by language"), StringComparer.Ordinal);
    }

    private static ContactLimit ReadContactLimit(YamlMap map)
    {
        var limit = new ContactLimit(
            map.RequiredText("channel"),
            map.Integer("maximum", 0) ?? throw map.Wrong("maximum", "nothing", "a whole number of 0 or more"),
            map.Days("within") ?? throw map.Wrong("within", "nothing", "a duration such as 30d"));
        map.RefuseUnknownKeys();
        return limit;
    }

    private static QuietHours ReadQuietHours(YamlMap map)
    {
        var hours = new QuietHours(
            map.RequiredText("channel"),
            map.Time("from") ?? throw map.Wrong("from", "nothing", "a time of day such as 21:00"),
            map.Time("to") ?? throw map.Wrong("to", "nothing", "a time of day such as 08:00"));
        map.RefuseUnknownKeys();
        return hours;
    }

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
