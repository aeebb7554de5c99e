using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Attributes of the customer as they stood on the date; a text is a number of the schema's words, one number more for all
/// others. Consent is a rule for actions and never a feature.</summary>
internal sealed class AttributeFeatures : FeatureBlock
{
    private readonly int _countryCount;
    private readonly int _languageCount;
    private readonly int _planCount;
    private readonly int[] _wordCounts;

    /// <summary>Makes the block.</summary>
    public AttributeFeatures(HistoryVocabularies words, IReadOnlyList<FeatureAttribute> attributes)
        : base(
        [
            Define("country", "category", "Country, as a number of the schema's words.", true),
            Define("language", "category", "Language, as a number of the schema's words.", true),
            Define("plan", "category", "Plan, as a number of the schema's words.", true),
            Define("plan_days", "days", "Days for which the customer has had this plan, where rows say from when they hold.", false),
            .. attributes.Zip(WordNames.Of(attributes.Select(attribute => attribute.Name)), DefineAttribute),
            .. attributes.Zip(WordNames.Of(attributes.Select(attribute => attribute.Name)), DefineChange),
        ])
    {
        _countryCount = words.Countries.Count;
        _languageCount = words.Languages.Count;
        _planCount = words.Plans.Count;
        _wordCounts = [.. attributes.Select(attribute => attribute.Words?.Count ?? 0)];
    }

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions.Where(feature => feature.LabelKey switch
    {
        "country" or "language" or "plan" => profile.Has($"customers.{feature.Name}") && profile.IsKnownAsOfDates(feature.Name),
        "plan_days" => profile.Has("customers.plan") && profile.Has("customers.valid_from"),
        "attribute_change" => profile.Has("customers.valid_from")
            && profile.Attributes.Any(attribute => attribute.Words is null && attribute.Name == feature.LabelArgument),
        _ => true,
    });

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        if (customer.Row is not { } row)
        {
            writer.AddMissing(Definitions.Count);
            return;
        }

        var table = customer.Store.Customers!;
        var binding = customer.Binding;
        writer.Add(CodeAt(table.Country, row, binding.Countries, _countryCount));
        writer.Add(CodeAt(table.Language, row, binding.Languages, _languageCount));
        writer.Add(CodeAt(table.Plan, row, binding.Plans, _planCount));
        writer.Add(PlanDays(table, customer, row));
        for (var index = 0; index < _wordCounts.Length; index++)
        {
            var attribute = binding.Attributes[index];
            writer.Add(attribute.Numbers is { } numbers ? numbers[row]
                : attribute.Words is { } words ? CodeAt(attribute.Codes, row, words, _wordCounts[index])
                : double.NaN);
        }

        var before = table.ValidFrom is null ? row : table.RowBefore(customer.Customer, row, customer.Frame.Now) ?? row;
        foreach (var attribute in binding.Attributes)
            writer.Add(attribute.Numbers is { } numbers ? numbers[row] - numbers[before] : double.NaN);
    }

    private static FeatureDefinition Define(string name, string unit, string definition, bool isCategorical) =>
        new(name, FeatureGroup.Attributes, unit, definition, isCategorical);

    private static FeatureDefinition DefineAttribute(FeatureAttribute attribute, string name) =>
        Define($"attribute_{name}", attribute.Words is null ? "value" : "category", $"Attribute '{attribute.Name}' of the customer.", attribute.Words is not null) with
        {
            LabelKey = "attribute",
            LabelArgument = attribute.Name,
        };

    private static FeatureDefinition DefineChange(FeatureAttribute attribute, string name) =>
        Define($"attribute_{name}_change", "value_change", $"Attribute '{attribute.Name}' now minus what it was in the row before; 0 without one.", false) with
        {
            LabelKey = "attribute_change",
            LabelArgument = attribute.Name,
        };

    private static double CodeAt(int[]? codes, int row, WordMap words, int otherCode)
    {
        if (codes is null || codes[row] == Vocabulary.Missing) return double.NaN;
        var code = words[codes[row]];
        return code == Vocabulary.Missing ? otherCode : code;
    }

    private static double PlanDays(CustomerTable table, in CustomerView customer, int row)
    {
        if (table.ValidFrom is not { } validFrom || table.Plan is not { } plans || plans[row] == Vocabulary.Missing) return double.NaN;
        var since = row;
        while (table.RowBefore(customer.Customer, since, customer.Frame.Now) is { } before && plans[before] == plans[row]) since = before;
        return validFrom[since] == Instants.Missing ? double.NaN : customer.Frame.DaysSince(validFrom[since]);
    }
}
