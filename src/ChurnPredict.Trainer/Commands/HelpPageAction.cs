using System.CommandLine;
using System.CommandLine.Invocation;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Prints the help page of the command that was asked about.</summary>
internal sealed class HelpPageAction : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not name what is required.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(HelpPage.Of(parseResult.CommandResult.Command));
        return ExitCode.Done;
    }
}
