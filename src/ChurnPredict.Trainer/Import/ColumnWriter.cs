using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>One column of a table that is written row by row.</summary>
internal abstract class ColumnWriter(ParquetField field)
{
    public ParquetField Field { get; } = field;

    public abstract int Count { get; }

    /// <summary>The values added so far, as a row group's column; starts anew.</summary>
    public abstract ParquetColumn Take();
}
