using System.Globalization;
using ChurnPredict.Retention;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Actions;

/// <summary>How a catalogue is shown.</summary>
internal static class ActionsPage
{
    public static void Write(Terminal terminal, ActionCatalogue catalogue, IReadOnlyList<MeasuredUplift> measured, string language)
    {
        var table = new Table().AddColumns("action", "title", "channel", "contact", "incentive", "redeemed", "uplift", "cooldown", "eligible");
        foreach (var column in new[] { 3, 4, 5, 6, 7 }) table.Columns[column].RightAligned();
        foreach (var action in catalogue.Actions) table.AddRow(Cells(action, language).Select(cell => Markup.Escape(cell)).ToArray());
        terminal.Write(table);
        terminal.WriteLine($"{catalogue.Actions.Count} actions, costs in {catalogue.Currency ?? "the history's currency"}; the catalogue is valid");
        if (measured.Count > 0) WriteMeasured(terminal, catalogue, measured);
    }

    public static void WriteJson(Terminal terminal, ActionCatalogue catalogue, IReadOnlyList<MeasuredUplift> measured) => terminal.WriteJson(new
    {
        catalogue.Currency,
        Actions = catalogue.Actions.Select(action => new
        {
            action.Id,
            Title = action.Title.ByLanguage,
            Message = action.Message.ByLanguage,
            Why = action.Why?.ByLanguage,
            action.Channel,
            action.ContactCost,
            action.IncentiveCost,
            action.RedeemProbability,
            action.Uplift.RelativeUplift,
            UpliftSource = action.Uplift.Source,
            SegmentUplifts = action.SegmentUplifts.Select(segment => new { When = segment.When.Text, segment.Uplift.RelativeUplift, UpliftSource = segment.Uplift.Source }),
            Eligible = action.Eligible?.Text,
            action.Countries,
            action.RequiresConsent,
            action.CooldownDays,
        }),
        Measured = measured,
    });

    private static string[] Cells(RetentionAction action, string language) =>
    [
        action.Id,
        action.Title.In(language),
        action.RequiresConsent ? $"{action.Channel} (consent)" : action.Channel,
        Number(action.ContactCost),
        Number(action.IncentiveCost),
        $"{action.RedeemProbability:0%}",
        $"{action.Uplift.RelativeUplift:0%} {(action.Uplift.Source == UpliftSource.Prior ? "prior" : "measured")}",
        action.CooldownDays == 0 ? "" : $"{action.CooldownDays} d",
        action.Eligible?.Text ?? "everyone",
    ];

    private static void WriteMeasured(Terminal terminal, ActionCatalogue catalogue, IReadOnlyList<MeasuredUplift> measured)
    {
        var table = new Table().AddColumns("measured", "treated", "control", "churn treated", "churn control", "uplift", "95 % interval", "catalogue");
        foreach (var uplift in measured)
        {
            var known = catalogue.Actions.FirstOrDefault(action => action.Id == uplift.Action);
            table.AddRow(
                Markup.Escape(uplift.Action), $"{uplift.Treated:N0}", $"{uplift.Controls:N0}", $"{uplift.TreatedChurn:0.0%}", $"{uplift.ControlChurn:0.0%}",
                $"{uplift.RelativeUplift:0.0%}", $"{uplift.Low:0.0%} to {uplift.High:0.0%}", known is null ? "" : $"{known.Uplift.RelativeUplift:0.0%}");
        }

        terminal.Write(table);
    }

    private static string Number(double number) => number == 0 ? "" : number.ToString("0.##", CultureInfo.InvariantCulture);
}
