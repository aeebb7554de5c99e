using System.CommandLine;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using Xunit;

namespace ChurnPredict.Trainer.Tests.Commands;

/// <summary>
/// The help is part of what users build on: each page is held by a file in <c>Help</c>. Where a change is meant, run these tests
/// with CHURNPREDICT_WRITE_HELP set to that folder and read the difference.
/// </summary>
public sealed class HelpPageTests
{
    public static TheoryData<string> CommandNames => [.. Names(Root(), "")];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Help_OfEachCommand_IsThePageOnFile(string name)
    {
        var run = CommandRun.Of([.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        var file = $"churnpredict {name}".TrimEnd().Replace(' ', '-') + ".txt";
        if (Environment.GetEnvironmentVariable("CHURNPREDICT_WRITE_HELP") is { } folder) File.WriteAllText(Path.Combine(folder, file), run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Commands", "Help", file)), run.Output);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Examples_OfEachCommand_Parse(string name)
    {
        foreach (var example in Manual.Of(name).Examples)
        {
            var line = Assert.IsType<string>(example);
            Assert.StartsWith("churnpredict ", line, StringComparison.Ordinal);
            Assert.Empty(Root().Parse(line["churnpredict ".Length..]).Errors);
        }
    }

    [Fact]
    public void Help_OfAnything_FitsInAWindowOf118Columns()
    {
        var pages = Names(Root(), "").Select(name => CommandRun.Of([.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Output);
        Assert.All(pages.SelectMany(page => page.Split('\n')), line => Assert.InRange(line.Length, 0, 118));
    }

    private static RootCommand Root() => CommandLine.Create(new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false, TimeProvider.System));

    private static IEnumerable<string> Names(Command command, string name) =>
        [name, .. command.Subcommands.SelectMany(sub => Names(sub, $"{name} {sub.Name}".TrimStart()))];
}
