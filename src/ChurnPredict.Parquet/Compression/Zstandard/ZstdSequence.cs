namespace ChurnPredict.Parquet;

/// <summary>So many literals, then a copy.</summary>
/// <param name="LiteralLength">Literals before the copy.</param>
/// <param name="MatchLength">Bytes to copy, at least 3.</param>
/// <param name="OffsetValue">1 for the offset before, else the offset + 3.</param>
internal readonly record struct ZstdSequence(int LiteralLength, int MatchLength, int OffsetValue);
