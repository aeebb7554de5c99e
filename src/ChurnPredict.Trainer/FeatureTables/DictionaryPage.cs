using ChurnPredict.Features;
using ChurnPredict.Texts;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.FeatureTables;

/// <summary>Prints what features mean: name, family, unit, definition, and the label in every language.</summary>
internal static class DictionaryPage
{
    public static void Write(Terminal terminal, IReadOnlyList<FeatureDefinition> features, bool asJson)
    {
        var languages = LanguageTexts.Languages.Select(LanguageTexts.For).ToArray();
        if (asJson)
        {
            terminal.WriteJson(features.Select(feature => new
            {
                feature.Name,
                feature.Group,
                feature.Unit,
                feature.Definition,
                Labels = languages.ToDictionary(texts => texts.Language, texts => texts.FeatureLabel(feature)),
            }));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("feature", "family", "unit", "definition");
        foreach (var texts in languages) table.AddColumn(texts.Name);
        foreach (var feature in features)
        {
            string[] cells = [feature.Name, languages[0].Group(feature.Group), feature.Unit, feature.Definition, .. languages.Select(texts => texts.FeatureLabel(feature))];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        terminal.Write(table);
    }
}
