using ChurnPredict.Learning;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Training;

/// <summary>One progress line a stage of training.</summary>
internal sealed class StageLines(Terminal terminal) : IProgress<TrainingProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private string? _stage;
    private ProgressLine? _line;

    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            if (value.Stage != _stage)
            {
                _line?.Dispose();
                _line = new ProgressLine(terminal, value.Stage);
                _stage = value.Stage;
            }

            _line!.RowCount = value.Rows;
            _line.Report(value.Share);
        }
    }

    public void Dispose() => _line?.Dispose();
}
