using System.CommandLine;
using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Generation;

/// <summary><c>generate</c>: a synthetic history with known truth.</summary>
internal static class GenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var customers = new Option<int>("--customers") { HelpName = "N", Description = "Customers to generate.", Required = true };
        var folder = new Option<string>("--out") { HelpName = "DIR", Description = "The history folder to write; an earlier generated one in it is replaced, another history refused.", Required = true };
        var months = new Option<int>("--months") { HelpName = "M", Description = "Length of the history in months.", DefaultValueFactory = _ => 24 };
        var seed = HistoryArguments.Seed();
        var contracts = new Option<bool>("--contracts") { Description = "Customers hold contracts that they cancel, instead of falling silent." };
        var truths = new Option<int>("--truth-snapshots")
        {
            HelpName = "N",
            Description = "Dates in truth.parquet: the day after the history and every 90 days before.",
            DefaultValueFactory = _ => 5,
        };
        var compression = new Option<ParquetCompression>("--compression") { HelpName = "NAME", Description = "Page compression: snappy is fast, zstd is small.", DefaultValueFactory = _ => ParquetCompression.Snappy };
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("generate", "Writes a synthetic history with known truth.")
        {
            customers, folder, months, seed, contracts, truths, compression, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new GenerationOptions
            {
                CustomerCount = Within("--customers", parsed.GetValue(customers), 1, 50_000_000),
                Months = Within("--months", parsed.GetValue(months), 3, 120),
                Seed = parsed.GetValue(seed),
                Contracts = parsed.GetValue(contracts),
                TruthSnapshots = Within("--truth-snapshots", parsed.GetValue(truths), 0, 40),
                Compression = parsed.GetValue(compression),
                ThreadCount = Within("--threads", parsed.GetValue(threads), 1, 1024),
            };
            return Task.FromResult(Run(terminal, options, parsed.GetValue(folder)!, parsed.GetValue(json), cancellationToken));
        });
        return command;
    }

    private static int Run(Terminal terminal, GenerationOptions options, string folder, bool asJson, CancellationToken cancellationToken)
    {
        var startedAt = terminal.Clock.GetTimestamp();
        var summary = terminal.Step("generating", line => new HistoryGenerator(options).Write(folder, new GenerationLine(line), cancellationToken));
        var seconds = terminal.Clock.GetElapsedTime(startedAt).TotalSeconds;
        if (asJson)
        {
            terminal.WriteJson(new { Folder = folder, summary.Customers, summary.FirstDay, summary.AsOf, summary.Rows, summary.Events, Seconds = seconds });
            return ExitCode.Done;
        }

        var table = new Table().AddColumns("table", "rows");
        table.Columns[1].RightAligned();
        foreach (var (name, rows) in summary.Rows) table.AddRow(name, $"{rows:N0}");
        terminal.Write(table);
        terminal.WriteLine($"{summary.Events:N0} events of {summary.Customers:N0} customers, {summary.FirstDay:yyyy-MM-dd} to {summary.AsOf.AddDays(-1):yyyy-MM-dd}, {summary.Events / seconds:N0} events/s");
        terminal.Next("train", folder);
        return ExitCode.Done;
    }

    /// <summary>How many rows there will be is not known before the end: so far, their number grows with the customers.</summary>
    private sealed class GenerationLine(ProgressLine line) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value)
        {
            line.RowCount = (long)(value.Rows / value.Share);
            line.Report(value.Share);
        }
    }

    private static int Within(string option, int value, int minimum, int maximum) => value >= minimum && value <= maximum
        ? value
        : throw new WrongUsageException($"{option}: found {value}, expected {minimum} to {maximum}");
}
