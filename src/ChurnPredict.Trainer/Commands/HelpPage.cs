using System.CommandLine;
using System.Globalization;
using System.Text;

namespace ChurnPredict.Trainer.Commands;

/// <summary>
/// The help of a command as text: what it does, how it is called, its options with their defaults, examples, exit codes. The
/// same on every machine, so that a test can hold it.
/// </summary>
internal static class HelpPage
{
    private const int Width = 118;
    private const string ExitCodes = "0 done, 1 failed, 2 wrong usage, 3 bad data, 4 bad model folder";

    public static string Of(Command command)
    {
        var name = FullName(command);
        var page = Manual.Of(name);
        var text = new StringBuilder();
        text.Append($"churnpredict {name}".TrimEnd()).Append("\n\n");
        AppendParagraph(text, command.Description!);
        foreach (var paragraph in page.Details) AppendParagraph(text, paragraph);
        AppendTable(text, "Usage", [(Usage(command, name), "")]);
        AppendTable(text, "Commands", command.Subcommands.Select(sub => (sub.Name, sub.Description!)));
        AppendTable(text, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description!)));
        AppendTable(text, "Options", command.Options.Where(option => !option.Hidden && option is not VersionOption).Select(Described));
        AppendTable(text, "Examples", page.Examples.Select(example => (example, "")));
        AppendTable(text, "Exit codes", [(ExitCodes, "")]);
        return text.ToString();
    }

    private static string FullName(Command command) => command is RootCommand
        ? ""
        : $"{FullName((Command)command.Parents.First())} {command.Name}".TrimStart();

    private static string Usage(Command command, string name)
    {
        if (command.Subcommands.Count > 0) return $"churnpredict {name} COMMAND".Replace("  ", " ", StringComparison.Ordinal);
        var arguments = command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name);
        var required = command.Options.Where(option => option.Required).Select(Signature);
        return string.Join(' ', ["churnpredict", name, .. arguments, .. required, "[options]"]);
    }

    private static string Signature(Option option) => option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}";

    private static (string Left, string Right) Described(Option option)
    {
        if (option is System.CommandLine.Help.HelpOption) return ("--help", "Shows this page.");
        var choices = option.ValueType.IsEnum ? $" One of {string.Join(", ", Enum.GetNames(option.ValueType)).ToLowerInvariant()}." : "";
        var byDefault = option.HasDefaultValue && option.ValueType != typeof(bool) && !option.Description!.Contains("default", StringComparison.Ordinal)
            ? $" Default: {Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)!.ToLowerInvariant()}."
            : "";
        return (Signature(option), option.Description + choices + byDefault + (option.Required ? " Required." : ""));
    }

    private static void AppendTable(StringBuilder text, string title, IEnumerable<(string Left, string Right)> lines)
    {
        var rows = lines.ToArray();
        if (rows.Length == 0) return;
        text.Append(title).Append('\n');
        var indent = 2 + rows.Max(row => row.Left.Length) + 2;
        foreach (var (left, right) in rows)
        {
            var wrapped = Wrap(right, Width - indent).ToArray();
            text.Append($"  {left.PadRight(indent - 2)}{wrapped[0]}".TrimEnd()).Append('\n');
            foreach (var more in wrapped.Skip(1)) text.Append(' ', indent).Append(more).Append('\n');
        }

        text.Append('\n');
    }

    private static void AppendParagraph(StringBuilder text, string paragraph)
    {
        foreach (var line in Wrap(paragraph, Width)) text.Append(line).Append('\n');
        text.Append('\n');
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        yield return line.ToString();
    }
}
