using ChurnPredict.History;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Shows rows read of a table as the share that a progress line draws.</summary>
internal sealed class HistoryProgressShare(IProgress<double> share) : IProgress<HistoryProgress>
{
    public void Report(HistoryProgress value) => share.Report(value.RowsTotal == 0 ? 1 : (double)value.RowsRead / value.RowsTotal);
}
