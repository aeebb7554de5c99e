using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChurnPredict.Trainer.Terminals;

/// <summary>
/// Where a command speaks: results to <see cref="Output"/>, progress and errors to <see cref="Error"/>, so that a pipe gets
/// results alone. With <c>--json</c> a command writes one JSON document to the output and nothing else.
/// </summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new FiniteNumberConverter() },
    };

    private readonly IAnsiConsole _console;

    public Terminal(TextWriter output, TextWriter error, bool isInteractive, TimeProvider clock)
    {
        Output = output;
        Error = error;
        IsInteractive = isInteractive;
        Clock = clock;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isInteractive) _console.Profile.Width = 160;
    }

    /// <summary>Results.</summary>
    public TextWriter Output { get; }

    /// <summary>Progress and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person watches: then progress redraws its line.</summary>
    public bool IsInteractive { get; }

    /// <summary>The time; only the edge asks for it.</summary>
    public TimeProvider Clock { get; }

    /// <summary>How the commands are called that are shown.</summary>
    public Launcher Launcher { get; init; } = Launcher.Published;

    public static Terminal ForProcess() =>
        new(Console.Out, Console.Error, !Console.IsErrorRedirected && !Console.IsOutputRedirected, TimeProvider.System)
        {
            Launcher = Launcher.Of(Environment.ProcessPath, Environment.CurrentDirectory),
        };

    public void WriteJson<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public void WriteLine(string text = "") => Output.WriteLine(text);

    /// <summary>The line at a command's end that says what to do next: a command of this program that can be pasted.</summary>
    /// <param name="words">Command, arguments and options; quoted where they must be.</param>
    public void Next(params IEnumerable<string> words) => Output.WriteLine(NextLine(words));

    /// <summary>The same of the server.</summary>
    /// <param name="options">Its options.</param>
    public void NextServer(params IEnumerable<string> options) => Output.WriteLine($"next: {Launcher.Server} {string.Join(' ', options.Select(Launcher.Quoted))}");

    /// <summary>The line of <see cref="Next"/>.</summary>
    public string NextLine(params IEnumerable<string> words) => $"next: {CommandOf(words)}";

    /// <summary>A command of this program that can be pasted.</summary>
    public string CommandOf(params IEnumerable<string> words) => $"{Launcher.Trainer} {string.Join(' ', words.Select(Launcher.Quoted))}";

    public int Fail(string message, int exitCode)
    {
        Error.WriteLine($"error: {message}");
        return exitCode;
    }

    /// <summary>Runs a step that takes a while and shows how far it is (0 to 1), the time it took and the time left; rows a second where
    /// <paramref name="work"/> says how many rows there are.</summary>
    public T Step<T>(string title, Func<ProgressLine, T> work)
    {
        using var line = new ProgressLine(this, title);
        return work(line);
    }

    public void Step(string title, Action<ProgressLine> work) => Step(title, progress =>
    {
        work(progress);
        return true;
    });
}
