using System.Globalization;

namespace ChurnPredict.Trainer.Terminals;

/// <summary>One line of progress: a bar that redraws itself for a person, a line now and then for a log.</summary>
internal sealed class ProgressLine : IProgress<double>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly string _title;
    private readonly long _startedAt;
    private long _shownAt;
    private double _share;

    public ProgressLine(Terminal terminal, string title)
    {
        _terminal = terminal;
        _title = title;
        _startedAt = terminal.Clock.GetTimestamp();
        _shownAt = _startedAt;
        if (terminal.IsInteractive) terminal.Error.Write($"\r{Line(0)}");
    }

    /// <summary>Rows that the whole step handles: then the line says how many a second; 0 = not counted.</summary>
    public long RowCount { get; set; }

    public void Report(double value)
    {
        lock (_lock)
        {
            _share = value;
            if (_terminal.Clock.GetElapsedTime(_shownAt) < (_terminal.IsInteractive ? RedrawEvery : LogEvery)) return;
            _shownAt = _terminal.Clock.GetTimestamp();
            if (_terminal.IsInteractive) _terminal.Error.Write($"\r{Line(value)}");
            else _terminal.Error.WriteLine(Line(value));
        }
    }

    public void Dispose()
    {
        var elapsed = _terminal.Clock.GetElapsedTime(_startedAt);
        var done = $"{_title,-36} done in {elapsed.TotalSeconds:0.0} s{Rate(_share, elapsed)}";
        _terminal.Error.WriteLine(_terminal.IsInteractive ? $"\r{done,-110}" : done);
    }

    private string Line(double share)
    {
        share = double.IsFinite(share) ? double.Clamp(share, 0, 1) : 0;
        var filled = (int)(share * BarWidth);
        var elapsed = _terminal.Clock.GetElapsedTime(_startedAt);
        var left = share > 0.02 ? $"{elapsed.TotalSeconds * (1 - share) / share:0} s left" : "";
        return $"{_title,-36} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {share,4:0%} {left + Rate(share, elapsed),-32}";
    }

    private string Rate(double share, TimeSpan elapsed) => RowCount > 0 && share > 0 && elapsed > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $", {share * RowCount / elapsed.TotalSeconds:N0} rows/s")
        : "";
}
