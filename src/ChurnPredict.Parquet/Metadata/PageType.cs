namespace ChurnPredict.Parquet;

/// <summary>What a page holds; numbers as in parquet.thrift.</summary>
internal enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
