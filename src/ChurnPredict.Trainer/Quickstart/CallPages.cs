using System.Globalization;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Quickstart;

/// <summary>The list of calls as a table.</summary>
internal static class CallPages
{
    public static void Write(Terminal terminal, IReadOnlyList<CustomerCall> calls)
    {
        terminal.WriteLine();
        terminal.WriteLine($"The {calls.Count} customers to call first, by value at risk");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Customer").AddColumn(new TableColumn("risk").RightAligned())
            .AddColumn("tier").AddColumn(new TableColumn("at risk").RightAligned()).AddColumn("why").AddColumn("what to do").AddColumn(new TableColumn("net value").RightAligned());
        foreach (var call in calls)
        {
            table.AddRow(
                Markup.Escape(call.CustomerId),
                call.ChurnProbability.ToString("0.0%", CultureInfo.InvariantCulture),
                call.RiskTier,
                call.ValueAtRisk?.ToString("N0", CultureInfo.InvariantCulture) ?? "",
                Markup.Escape(string.Join(" ", call.Reasons)),
                Markup.Escape(call.Action),
                call.NetValue?.ToString("N0", CultureInfo.InvariantCulture) ?? "");
        }

        terminal.Write(table);
    }
}
