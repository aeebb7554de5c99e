using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using ChurnPredict.Parquet;
using ChurnPredict.Trainer.Actions;
using ChurnPredict.Trainer.Evaluation;
using ChurnPredict.Trainer.FeatureTables;
using ChurnPredict.Trainer.Generation;
using ChurnPredict.Trainer.Import;
using ChurnPredict.Trainer.Inspection;
using ChurnPredict.Trainer.Models;
using ChurnPredict.Trainer.Quickstart;
using ChurnPredict.Trainer.Scoring;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Trainer.Training;
using ChurnPredict.Trainer.ValueTables;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Puts the commands together and turns what goes wrong into one message and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Create(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) terminal.Error.WriteLine($"error: {error.Message}");
            terminal.Error.WriteLine(terminal.NextLine([.. NamesOf(parsed.CommandResult), "--help"]));
            return ExitCode.WrongUsage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        return Guarded(terminal, () => parsed.InvokeAsync(configuration, cancellationToken).GetAwaiter().GetResult());
    }

    /// <summary>The whole command line, for running and for tests of its help.</summary>
    public static RootCommand Create(Terminal terminal)
    {
        var root = Commands(terminal);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPageAction();
        return root;
    }

    private static RootCommand Commands(Terminal terminal) => new("Predicts which customers leave, what they are worth and what is worth doing about it.")
    {
        ActionsCommand.Create(terminal),
        EvaluateCommand.Create(terminal),
        FeaturesCommand.Create(terminal),
        GenerateCommand.Create(terminal),
        ImportCommand.Create(terminal),
        InspectCommand.Create(terminal),
        ModelsCommand.Create(terminal),
        QuickstartCommand.Create(terminal),
        ScoreCommand.Create(terminal),
        TrainCommand.Create(terminal),
        ValueCommand.Create(terminal),
    };

    /// <summary>The command's name behind those of the commands that it belongs to; nothing for the whole.</summary>
    private static IEnumerable<string> NamesOf(CommandResult result) =>
        result.Parent is CommandResult parent ? [.. NamesOf(parent), result.Command.Name] : [];

    private static int Guarded(Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return terminal.Fail("stopped; nothing half-written was left behind", ExitCode.Failed);
        }
        catch (WrongUsageException exception)
        {
            return terminal.Fail(exception.Message, ExitCode.WrongUsage);
        }
        catch (Exception exception) when (exception is InvalidCustomerDataException or InvalidParquetFileException)
        {
            return terminal.Fail(exception.Message, ExitCode.BadData);
        }
        catch (InvalidModelFileException exception)
        {
            return terminal.Fail(exception.Message, ExitCode.BadModelFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(exception.Message, ExitCode.Failed);
        }
        catch (OutOfMemoryException)
        {
            return terminal.Fail("the memory did not suffice; --memory SIZE spills events to disk, and fewer --threads need less", ExitCode.Failed);
        }
        catch (Exception exception)
        {
            // A mistake of ours, not of the input. The place helps whoever mends it; the message could hold customer data.
            return terminal.Fail($"an unforeseen {exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name}; please report it with the command", ExitCode.Failed);
        }
    }
}
