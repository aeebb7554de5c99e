using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>Collects one column of a row group.</summary>
internal interface IColumnBuffer
{
    ParquetField Field { get; }

    int Count { get; }

    /// <summary>The column; the buffer is empty afterwards.</summary>
    ParquetColumn Take();
}
