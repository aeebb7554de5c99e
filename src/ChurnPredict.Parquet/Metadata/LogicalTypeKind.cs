namespace ChurnPredict.Parquet;

/// <summary>The newer annotation of a column: field ids of the union in parquet.thrift.</summary>
internal enum LogicalTypeKind
{
    None = 0,
    Text = 1,
    Map = 2,
    List = 3,
    Enum = 4,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,
    Integer = 10,
    Unknown = 11,
    Json = 12,
    Bson = 13,
    Uuid = 14,
    Float16 = 15,
}
