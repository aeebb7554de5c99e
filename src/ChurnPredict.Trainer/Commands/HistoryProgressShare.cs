using ChurnPredict.History;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Shows rows read as the share and the pace that a progress line draws.</summary>
internal sealed class HistoryProgressShare(ProgressLine line) : IProgress<HistoryProgress>
{
    public void Report(HistoryProgress value)
    {
        line.RowCount = value.RowsTotal;
        line.Report(value.RowsTotal == 0 ? 1 : (double)value.RowsRead / value.RowsTotal);
    }
}
