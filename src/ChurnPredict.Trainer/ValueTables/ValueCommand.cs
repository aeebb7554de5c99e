using System.CommandLine;
using ChurnPredict.History;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary><c>value</c>: the probabilistic value models alone.</summary>
internal static class ValueCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var asOf = new Option<string?>("--as-of") { HelpName = "DATE", Description = "The date yyyy-MM-dd up to which purchases are fitted; by default the day after the last event, minus the holdout." };
        var holdout = new Option<string?>("--holdout") { HelpName = "DURATION", Description = "Judges the models on the time after the date, such as 39w or 90d." };
        var export = new Option<string?>("--export-rfm") { HelpName = "FILE", Description = "Writes frequency, recency, age and mean spend of every customer to this CSV file, for other packages." };
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("value", "Fits the probabilistic value models (Pareto/NBD, BG/NBD, MBG/NBD, their regular variants, Gamma-Gamma) and shows how well they foretell.")
        {
            history, asOf, holdout, export, memory, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            int? holdoutDays = parsed.GetValue(holdout) is { } length ? HistoryArguments.ParseDays("--holdout", length) : null;
            using var source = HistoryArguments.Open(
                terminal, parsed.GetValue(history)!, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), cancellationToken);
            var (from, to) = Dates(source, parsed.GetValue(asOf), holdoutDays);
            var customers = terminal.Step("summing up purchases", _ => PurchaseBase.Collect(source, from, to, threadCount, cancellationToken));
            if (customers.Summaries.Length == 0)
                throw new InvalidCustomerDataException($"no customer has a purchase before {from.Date:yyyy-MM-dd}; expected at least one");
            if (parsed.GetValue(export) is { } file) RfmExport.Write(file, customers);
            var report = terminal.Step("fitting", progress => new ValueReportBuilder(customers, holdoutDays, threadCount).Build(from.Date, progress));
            if (parsed.GetValue(json)) terminal.WriteJson(report);
            else Show(terminal, report, parsed.GetValue(history)!, holdoutDays);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Show(Terminal terminal, ValueReport report, string history, int? holdoutDays)
    {
        ValuePages.Write(terminal, report);
        terminal.Next(holdoutDays is null ? $"churnpredict value {history} --holdout 90d" : $"churnpredict train {history}");
    }

    private static (AsOfDate From, AsOfDate? To) Dates(HistorySource source, string? asOf, int? holdoutDays)
    {
        if (holdoutDays is not { } days) return (HistoryArguments.ParseAsOf(asOf, source), null);
        var last = source.DayAfterLastEvent;
        var from = asOf is null && last.Date.DayNumber > days ? source.TimeAxis.AsOf(last.Date.AddDays(-days)) : HistoryArguments.ParseAsOf(asOf, source);
        var to = source.TimeAxis.AsOf(from.Date.AddDays(days));
        if (to.Date > last.Date || from.Instant <= source.FirstEventAt)
            throw new InvalidCustomerDataException(
                $"--holdout: found {days} days after {from.Date:yyyy-MM-dd}, expected a time within the history, which spans {source.TimeAxis.LocalDate(source.FirstEventAt):yyyy-MM-dd} to {last.Date.AddDays(-1):yyyy-MM-dd}");
        return (from, to);
    }
}
