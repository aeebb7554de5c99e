using System.CommandLine;
using ChurnPredict.History;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary><c>value</c>: the probabilistic value models alone.</summary>
internal static class ValueCommand
{
    private const int AliveWindowDays = 90;
    private const int UsualHoldoutDays = 90;

    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var asOf = new Option<string?>("--as-of") { HelpName = "DATE", Description = "The date yyyy-MM-dd up to which purchases are fitted; by default the day after the last event that is not in the future, minus the holdout." };
        var holdout = new Option<string?>("--holdout") { HelpName = "DURATION", Description = "Judges the models on the time after the date, such as 39w or 90d." };
        var export = new Option<string?>("--export-rfm") { HelpName = "FILE", Description = "Writes frequency, recency, age and mean spend of every customer to this CSV file, for other packages." };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "Writes P(alive), expected orders, spend and discounted value of every customer over --period to this CSV file." };
        var period = new Option<string>("--period") { HelpName = "DURATION", Description = "The time ahead that --out looks at, such as 52w or 365d.", DefaultValueFactory = _ => "365d" };
        var discount = new Option<double>("--discount") { HelpName = "SHARE", Description = "Discount a year for clv in --out and for contracts: 0.1 = 10 %.", DefaultValueFactory = _ => 0 };
        var season = new Option<bool>("--season") { Description = "Learns the season from the history, a year of it at least, and fits the models in seasonal time." };
        var by = new Option<string?>("--by") { HelpName = "COLUMN", Description = "Fits the likeliest model for each group of customers apart: country, language, plan or another column of words." };
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("value", "Fits the probabilistic value models (Pareto/NBD, BG/NBD, MBG/NBD, their regular variants, Gamma-Gamma) and shows how well they foretell.")
        {
            history, asOf, holdout, season, by, export, file, period, discount, memory, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            foreach (var option in new[] { export, file })
            {
                if (parsed.GetValue(option) is { } target) HistoryArguments.CheckedFile(option.Name, target, parsed.GetValue(history)!);
            }

            if (parsed.GetValue(export) is { } both && both == parsed.GetValue(file)) throw new WrongUsageException($"--out and --export-rfm: found {both} for both, expected two files");
            int? holdoutDays = parsed.GetValue(holdout) is { } length ? HistoryArguments.ParseDays("--holdout", length) : null;
            var (periodDays, rate) = (HistoryArguments.ParseDays("--period", parsed.GetValue(period)!), CheckedRate(parsed.GetValue(discount)));
            using var source = HistoryArguments.Open(
                terminal, parsed.GetValue(history)!, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), needsLabel: false, cancellationToken: cancellationToken);
            var (from, to) = Dates(source, parsed.GetValue(asOf), holdoutDays);
            var question = new ValueQuestion
            {
                AsOf = from.Date, HoldoutDays = holdoutDays, GroupBy = parsed.GetValue(by), PeriodDays = periodDays, YearlyRate = rate, ThreadCount = threadCount,
            };
            if (parsed.GetValue(season)) question = question with { Season = LearnSeason(terminal, source, from) };
            var reading = new PurchaseBaseOptions { Season = question.Season, GroupBy = question.GroupBy, ThreadCount = threadCount };
            var customers = terminal.Step("summing up purchases", _ => Collect(source, from, to, reading, cancellationToken));
            if (parsed.GetValue(export) is { } rfm) RfmExport.Write(rfm, question.Season is null ? customers : Collect(source, from, to, reading with { Season = null }, cancellationToken));
            var windows = holdoutDays is { } ahead ? PurchaseWindow.Plan(source.TimeAxis.LocalDate(source.FirstEventAt), from.Date, ahead) : [];
            var builder = new ValueReportBuilder(customers, PurchaseBase.CollectWindows(source, windows, reading with { GroupBy = null }, cancellationToken), question);
            var report = terminal.Step("fitting", builder.Build) with { Contracts = Contracts(source, from, rate) };
            if (parsed.GetValue(file) is { } path)
                terminal.Step("writing values", _ => WriteValues(path, source, customers, question, builder, cancellationToken));
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(report);
                return Task.FromResult(ExitCode.Done);
            }

            ValuePages.Write(terminal, report);
            var start = holdoutDays is null ? HoldoutStart(source, from) : null;
            terminal.Next([
                .. start is null ? AfterValue(source, parsed.GetValue(history)!) : ["value", parsed.GetValue(history)!, "--holdout", $"{UsualHoldoutDays}d"],
                .. start == from ? HistoryArguments.Again(parsed, asOf) : [],
                .. start is null ? [] : HistoryArguments.Again(parsed, by),
                .. start is { } learned && parsed.GetValue(season) && CanTellSeason(source, learned) ? (string[])["--season"] : [],
                .. HistoryArguments.Again(parsed, memory)]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>Without labels nothing is trained; what a customer is worth needs none.</summary>
    private static string[] AfterValue(HistorySource source, string history) =>
        source.Quality.MissingLabel is null ? ["train", history] : ["value", history, "--out", "values.csv"];

    private static PurchaseBase Collect(
        HistorySource source, AsOfDate from, AsOfDate? to, PurchaseBaseOptions reading, CancellationToken cancellationToken)
    {
        var customers = PurchaseBase.Collect(source, from, to, reading, cancellationToken);
        return customers.Summaries.Length > 0
            ? customers
            : throw new InvalidCustomerDataException($"no customer has a purchase before {from.Date:yyyy-MM-dd}; expected at least one");
    }

    /// <summary>P(alive) is calibrated on the last half year and the last quarter, or two thirds and one of a shorter history.</summary>
    private static bool WriteValues(
        string path, HistorySource source, PurchaseBase customers, ValueQuestion question, ValueReportBuilder builder, CancellationToken cancellationToken)
    {
        var kind = ValueReportBuilder.Best(builder.Fits);
        var reading = new PurchaseBaseOptions { Season = question.Season, ThreadCount = question.ThreadCount };
        var plan = PurchaseWindow.Plan(source.TimeAxis.LocalDate(source.FirstEventAt), question.AsOf, AliveWindowDays);
        var windows = builder.Grouped is null && plan.Count > 0 ? PurchaseBase.CollectWindows(source, [plan[1], plan[^1]], reading, cancellationToken) : [];
        var values = new CustomerValues(customers, question)
        {
            Grouped = builder.Grouped,
            Calibration = AliveCalibration.Learn(windows, kind, question.ThreadCount),
        };
        values.Write(path, builder.Fits[ValueReportBuilder.NameOf(kind)].Model, builder.Spend);
        return true;
    }

    private static PurchaseSeason LearnSeason(Terminal terminal, HistorySource source, AsOfDate asOf) =>
        terminal.Step("learning the season", _ => PurchaseSeason.Learn(source, asOf))
        ?? throw new InvalidCustomerDataException(
            $"--season: found a history from {source.TimeAxis.LocalDate(source.FirstEventAt):yyyy-MM-dd} to {asOf.Date:yyyy-MM-dd}, expected at least {PurchaseSeason.LeastDays} days: in less than a year a season cannot be told from a trend");

    private static ContractReport? Contracts(HistorySource source, AsOfDate asOf, double rate)
    {
        if (source.Description.Churn.Kind != ChurnKind.Cancellation) return null;
        var lifetimes = ContractLifetimes.From(source, asOf);
        return lifetimes.Ended.Sum() + lifetimes.Running.Skip(1).Sum() == 0 ? null : ContractReport.Of(lifetimes, rate);
    }

    private static double CheckedRate(double rate) => double.IsFinite(rate) && rate >= 0
        ? rate
        : throw new WrongUsageException($"--discount: found {rate}, expected a share a year of 0 or more, such as 0.1");

    /// <summary>From when a usual holdout can be judged: the date itself where it lies far enough back, else as late as can be; null in a
    /// history that is too short.</summary>
    private static AsOfDate? HoldoutStart(HistorySource source, AsOfDate from)
    {
        var latest = source.DayAfterLastEvent.Date.AddDays(-UsualHoldoutDays);
        var start = from.Date <= latest ? from : source.TimeAxis.AsOf(latest);
        return start.Instant > source.FirstEventAt ? start : null;
    }

    private static bool CanTellSeason(HistorySource source, AsOfDate date) =>
        Instants.DaysBetween(source.FirstEventAt, date.Instant) >= PurchaseSeason.LeastDays;

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
