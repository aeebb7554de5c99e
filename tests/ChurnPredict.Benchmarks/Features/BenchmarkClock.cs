using System.Diagnostics;

namespace ChurnPredict.Benchmarks;

/// <summary>Measures laps by the wall and by this process's processor time, which other processes do not disturb.</summary>
internal sealed class BenchmarkClock
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private TimeSpan _cpu;

    public BenchmarkClock() => _cpu = CpuTime();

    /// <summary>Seconds since the last lap.</summary>
    public (double Wall, double Cpu) Lap()
    {
        var cpu = CpuTime();
        var lap = (_wall.Elapsed.TotalSeconds, (cpu - _cpu).TotalSeconds);
        _wall.Restart();
        _cpu = cpu;
        return lap;
    }

    private TimeSpan CpuTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }
}
