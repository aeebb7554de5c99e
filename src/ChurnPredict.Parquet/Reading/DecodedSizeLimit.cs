namespace ChurnPredict.Parquet;

/// <summary>How much a column chunk may decode to. Run-length encoding lets a few bytes stand for any number of rows, so a
/// file's own word is bounded by what an honest file of its length says.</summary>
internal static class DecodedSizeLimit
{
    private const long Floor = 128L << 20;
    private const long LargestRatio = 4096;

    /// <summary>Bytes that a column of one row group may take in memory.</summary>
    public static long For(long fileLength) => Math.Max(Floor, fileLength * LargestRatio);

    /// <summary>Bytes that a row takes in memory, texts without their entries.</summary>
    public static int WidthOf(ParquetValueKind kind) => kind switch
    {
        ParquetValueKind.Boolean => 1,
        ParquetValueKind.Int32 or ParquetValueKind.Date or ParquetValueKind.Single or ParquetValueKind.Text or ParquetValueKind.Bytes => 4,
        ParquetValueKind.Decimal => 16,
        _ => 8,
    };
}
