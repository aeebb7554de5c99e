using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChurnPredict.History;

/// <summary>
/// Reads and writes <c>history.yaml</c>. Keys, all optional: <c>tables</c> (by table: <c>path</c>, <c>columns</c>, <c>filters</c>),
/// <c>time_zone</c>, <c>currency</c>, <c>rates</c>, <c>gross_margin</c>, <c>acquisition_cost</c>, <c>referral_value</c>,
/// <c>turnover</c> (amounts by month, <c>2010-12</c>), <c>duplicates</c> (<c>keep</c>, <c>drop</c>), <c>static_attributes</c>, <c>churn</c> (<c>kind</c>, <c>horizon</c>,
/// <c>churned_after</c>, <c>population</c>; <c>column</c> and <c>as_of</c> for <c>kind: label</c>), <c>ranks</c> (the lowest first: <c>name</c>,
/// <c>minimum_spend</c>, <c>minimum_orders</c>), <c>contact_limits</c> (<c>channel</c>, <c>maximum</c>, <c>within</c>),
/// <c>quiet_hours</c> (<c>channel</c>, <c>from</c>, <c>to</c>). An unknown key is an error.
/// </summary>
public static class HistoryDescriptionFile
{
    /// <summary>The file's name in a history folder.</summary>
    public const string FileName = "history.yaml";

    private const int MonthsOfAYear = 12;
    private const string MonthFormat = "yyyy-MM";

    /// <summary>Tables of a history, by contract.</summary>
    public static IReadOnlyList<string> TableNames { get; } =
        ["transactions", "customers", "engagement", "satisfaction", "support", "touches"];

    /// <summary>Reads the description in a history folder; the defaults where there is no file.</summary>
    /// <param name="folder">The history folder.</param>
    /// <exception cref="InvalidCustomerDataException">A key is unknown or a value is wrong; the message names the line.</exception>
    public static HistoryDescription ReadFrom(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path), path) : new HistoryDescription();
    }

    /// <summary>Reads a description.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="InvalidCustomerDataException">A key is unknown or a value is wrong; the message names the line.</exception>
    public static HistoryDescription Parse(string yaml, string file = FileName) => Parse(YamlMap.Parse(yaml, file));

    /// <summary>Reads a description that is part of another YAML file.</summary>
    /// <param name="map">The mapping with the description's keys.</param>
    /// <exception cref="InvalidCustomerDataException">A key is unknown or a value is wrong; the message names the line.</exception>
    public static HistoryDescription Parse(YamlMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var description = new HistoryDescription
        {
            Tables = ReadTables(map),
            TimeZone = ReadTimeZone(map),
            Currency = map.Text("currency"),
            Rates = ReadRates(map),
            GrossMargin = map.Number("gross_margin", 0, 1),
            AcquisitionCost = map.Number("acquisition_cost", 0),
            ReferralValue = map.Number("referral_value", 0),
            Turnover = ReadTurnover(map),
            DropDuplicates = map.Choice("duplicates", "keep", "drop") == "drop",
            StaticAttributes = map.Texts("static_attributes"),
            Churn = ReadChurn(map),
            Ranks = ReadRanks(map),
            ContactLimits = [.. map.Maps("contact_limits").Select(ReadContactLimit)],
            QuietHours = [.. map.Maps("quiet_hours").Select(ReadQuietHours)],
        };
        map.RefuseUnknownKeys();
        return description;
    }

    /// <summary>Writes a description into a history folder, under a temporary name first.</summary>
    /// <param name="folder">The history folder; exists.</param>
    /// <param name="description">What to write; parts that have their default are left out.</param>
    /// <param name="comment">Lines to put on top as a comment; null = none.</param>
    public static void WriteTo(string folder, HistoryDescription description, string? comment = null)
    {
        var path = Path.Combine(folder, FileName);
        var temporary = path + ".tmp";
        var head = comment is null ? "" : string.Concat(comment.Split('\n').Select(line => $"# {line}".TrimEnd() + "\n"));
        File.WriteAllText(temporary, head + Format(description));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The text that <see cref="Parse(string, string)"/> reads back to an equal description.</summary>
    /// <param name="description">What to write; parts that have their default are left out.</param>
    public static string Format(HistoryDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var top = new YamlMappingNode();
        Put(top, "time_zone", description.TimeZone == "UTC" ? null : description.TimeZone);
        Put(top, "currency", description.Currency);
        Put(top, "rates", Mapping(description.Rates.Select(rate => (rate.Key, (YamlNode?)Scalar(Number(rate.Value))))));
        Put(top, "gross_margin", Number(description.GrossMargin));
        Put(top, "acquisition_cost", Number(description.AcquisitionCost));
        Put(top, "referral_value", Number(description.ReferralValue));
        Put(top, "turnover", Mapping(description.Turnover.OrderBy(month => month.Key).Select(month => (Month(month.Key), (YamlNode?)Scalar(Number(month.Value))))));
        Put(top, "duplicates", description.DropDuplicates ? "drop" : null);
        Put(top, "static_attributes", Sequence(description.StaticAttributes.Select(name => (YamlNode)Scalar(name))));
        Put(top, "churn", Churn(description.Churn));
        Put(top, "ranks", Sequence(description.Ranks.Select(Rank)));
        Put(top, "contact_limits", Sequence(description.ContactLimits.Select(Limit)));
        Put(top, "quiet_hours", Sequence(description.QuietHours.Select(Quiet)));
        Put(top, "tables", Mapping(description.Tables.Select(table => (table.Key, (YamlNode?)Table(table.Value)))));
        if (top.Children.Count == 0) return "";
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(top)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    private static Dictionary<string, TableDescription> ReadTables(YamlMap map)
    {
        var tables = new Dictionary<string, TableDescription>(StringComparer.Ordinal);
        if (map.Map("tables") is not { } entries) return tables;
        foreach (var name in TableNames)
        {
            if (entries.Map(name) is not { } entry) continue;
            tables[name] = new TableDescription { Path = entry.Text("path"), Columns = ReadColumns(entry), Filters = entry.Texts("filters") };
            entry.RefuseUnknownKeys();
        }

        entries.RefuseUnknownKeys();
        return tables;
    }

    private static Dictionary<string, string> ReadColumns(YamlMap entry) =>
        entry.Map("columns") is { } columns
            ? columns.Keys.ToDictionary(key => key, columns.RequiredText, StringComparer.Ordinal)
            : [];

    private static string ReadTimeZone(YamlMap map)
    {
        if (map.Text("time_zone") is not { } zone) return "UTC";
        return TimeAxis.IsZone(zone) ? zone : throw map.Wrong("time_zone", $"'{zone}'", TimeAxis.ExpectedZone);
    }

    private static Dictionary<string, double> ReadRates(YamlMap map) =>
        map.Map("rates") is { } rates
            ? rates.Keys.ToDictionary(key => key, key => rates.Number(key, double.Epsilon) ?? throw rates.Wrong(key, "nothing", "a rate above 0"), StringComparer.Ordinal)
            : [];

    private static Dictionary<DateOnly, double> ReadTurnover(YamlMap map)
    {
        if (map.Map("turnover") is not { } entries) return [];
        var turnover = entries.Keys.ToDictionary(key => ReadMonth(entries, key), key => entries.Number(key, 0) ?? throw entries.Wrong(key, "nothing", "an amount of 0 or more"));
        var months = turnover.Keys.Select(month => month.Month).Distinct().Count();
        if (months < MonthsOfAYear) throw map.Wrong("turnover", $"{months} of the {MonthsOfAYear} months of the calendar", "every one at least once: a season needs a whole year");
        return turnover.Values.Any(amount => amount > 0) ? turnover : throw map.Wrong("turnover", "0 in every month", "an amount above 0 in one of them");
    }

    private static DateOnly ReadMonth(YamlMap entries, string key) =>
        DateOnly.TryParseExact(key, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= Instants.FirstYear and <= Instants.LastYear
            ? month
            : throw entries.Wrong(key, $"'{key}'", $"a month such as 2010-12, from {Instants.FirstYear} to {Instants.LastYear}");

    private static string Month(DateOnly month) => month.ToString(MonthFormat, CultureInfo.InvariantCulture);

    private static ChurnDefinition ReadChurn(YamlMap map)
    {
        if (map.Map("churn") is not { } churn) return new ChurnDefinition();
        var kind = churn.Choice("kind", "inactivity", "cancellation", "label") switch
        {
            "cancellation" => ChurnKind.Cancellation,
            "label" => ChurnKind.Label,
            _ => ChurnKind.Inactivity,
        };
        var defaults = new ChurnDefinition();
        var definition = new ChurnDefinition
        {
            Kind = kind,
            HorizonDays = churn.Days("horizon") ?? defaults.HorizonDays,
            ChurnedAfterDays = churn.Days("churned_after"),
            Population = churn.Choice("population", "active", "all") == "all" ? ChurnPopulation.All : ChurnPopulation.Active,
            LabelColumn = churn.Text("column"),
            LabelAsOf = churn.Date("as_of"),
        };
        RefuseHalfALabel(churn, definition);
        churn.RefuseUnknownKeys();
        return definition;
    }

    private static void RefuseHalfALabel(YamlMap churn, ChurnDefinition definition)
    {
        var isLabel = definition.Kind == ChurnKind.Label;
        if (isLabel && definition.LabelColumn is null) throw churn.Wrong("column", "nothing", "the column of the customers table that says who churned (kind: label)");
        if (isLabel && definition.LabelAsOf is null) throw churn.Wrong("as_of", "nothing", "the date that the labelled snapshot describes (kind: label)");
        if (!isLabel && definition.LabelColumn is not null) throw churn.Wrong("column", $"'{definition.LabelColumn}'", "nothing unless kind: label");
        if (!isLabel && definition.LabelAsOf is not null) throw churn.Wrong("as_of", "a date", "nothing unless kind: label");
    }

    private static LoyaltyRank[] ReadRanks(YamlMap map)
    {
        LoyaltyRank[] ranks = [.. map.Maps("ranks").Select(ReadRank)];
        for (var index = 1; index < ranks.Length; index++)
        {
            // Who has several ranks has the last of them: one that asks for nothing more would hide all before it.
            if (Array.Find(ranks[..index], before => !ranks[index].AsksForMoreThan(before)) is { } hidden)
                throw map.Wrong("ranks", $"'{ranks[index].Name}' after '{hidden.Name}', asking for nothing more", "the lowest rank first");
        }

        return ranks;
    }

    private static LoyaltyRank ReadRank(YamlMap map)
    {
        var rank = new LoyaltyRank(map.RequiredText("name"), map.Number("minimum_spend", 0), map.Integer("minimum_orders", 0));
        map.RefuseUnknownKeys();
        return rank;
    }

    private static ContactLimit ReadContactLimit(YamlMap map)
    {
        var limit = new ContactLimit(
            map.Text("channel") ?? "all",
            map.Integer("maximum", 0) ?? throw map.Wrong("maximum", "nothing", "a whole number of 0 or more"),
            map.Days("within") ?? throw map.Wrong("within", "nothing", "a duration such as 30d"));
        map.RefuseUnknownKeys();
        return limit;
    }

    private static QuietHours ReadQuietHours(YamlMap map)
    {
        var quiet = new QuietHours(
            map.Text("channel") ?? "all",
            map.Time("from") ?? throw map.Wrong("from", "nothing", "a time of day such as 21:00"),
            map.Time("to") ?? throw map.Wrong("to", "nothing", "a time of day such as 08:00"));
        map.RefuseUnknownKeys();
        return quiet;
    }

    private static YamlMappingNode? Churn(ChurnDefinition churn)
    {
        var defaults = new ChurnDefinition();
        var node = new YamlMappingNode();
        Put(node, "kind", churn.Kind == defaults.Kind ? null : churn.Kind == ChurnKind.Label ? "label" : "cancellation");
        Put(node, "column", churn.LabelColumn);
        Put(node, "as_of", churn.LabelAsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Put(node, "horizon", churn.HorizonDays == defaults.HorizonDays ? null : DayDuration.Format(churn.HorizonDays));
        Put(node, "churned_after", churn.ChurnedAfterDays is { } days ? DayDuration.Format(days) : null);
        Put(node, "population", churn.Population == ChurnPopulation.All ? "all" : null);
        return node.Children.Count == 0 ? null : node;
    }

    private static YamlNode Rank(LoyaltyRank rank) => Mapping(
    [
        ("name", Scalar(rank.Name)),
        ("minimum_spend", Number(rank.MinimumSpend) is { } spend ? Scalar(spend) : null),
        ("minimum_orders", Number(rank.MinimumOrders) is { } orders ? Scalar(orders) : null),
    ])!;

    private static YamlNode Limit(ContactLimit limit) => Mapping(
    [
        ("channel", Scalar(limit.Channel)),
        ("maximum", Scalar(Number(limit.MaximumContacts)!)),
        ("within", Scalar(DayDuration.Format(limit.WithinDays))),
    ])!;

    private static YamlNode Quiet(QuietHours quiet) => Mapping(
    [
        ("channel", Scalar(quiet.Channel)),
        ("from", Scalar(quiet.From.ToString("HH:mm", CultureInfo.InvariantCulture))),
        ("to", Scalar(quiet.To.ToString("HH:mm", CultureInfo.InvariantCulture))),
    ])!;

    private static YamlMappingNode Table(TableDescription table)
    {
        var node = new YamlMappingNode();
        Put(node, "path", table.Path);
        Put(node, "columns", Mapping(table.Columns.Select(column => (column.Key, (YamlNode?)Scalar(column.Value)))));
        Put(node, "filters", Sequence(table.Filters.Select(filter => (YamlNode)Scalar(filter))));
        return node;
    }

    private static void Put(YamlMappingNode node, string key, string? value) => Put(node, key, value is null ? null : Scalar(value));

    private static void Put(YamlMappingNode node, string key, YamlNode? value)
    {
        if (value is not null) node.Add(key, value);
    }

    private static YamlMappingNode? Mapping(IEnumerable<(string Key, YamlNode? Value)> entries)
    {
        var node = new YamlMappingNode();
        foreach (var (key, value) in entries) Put(node, key, value);
        return node.Children.Count == 0 ? null : node;
    }

    private static YamlSequenceNode? Sequence(IEnumerable<YamlNode> items)
    {
        var node = new YamlSequenceNode(items);
        return node.Children.Count == 0 ? null : node;
    }

    /// <summary>Texts that YAML would read as null are quoted.</summary>
    private static YamlScalarNode Scalar(string text) =>
        new(text) { Style = text is "" or "~" or "null" ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
