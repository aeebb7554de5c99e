using System.Diagnostics;

namespace ChurnPredict.Server.Tests.Examples;

/// <summary>A command that goes on until it is disposed of.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;

    public RunningCommand(Process process)
    {
        _process = process;
        // Read, so that it never waits for room in a pipe.
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
