using Meta = global::Parquet.Meta;

namespace ChurnPredict.Parquet;

/// <summary>The footer that Parquet.Net read, in the words that both stacks decide by.</summary>
internal static class FooterImport
{
    public static FileFooter Of(Meta.FileMetaData footer) => new()
    {
        Schema = [.. footer.Schema.Select(ElementOf)],
        RowCount = footer.NumRows,
        RowGroups = [.. footer.RowGroups.Select(group => new RowGroupMetadata(group.NumRows, [.. group.Columns.Select(ChunkOf)]))],
        Metadata = (footer.KeyValueMetadata ?? []).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal),
        IsEncrypted = footer.EncryptionAlgorithm is not null,
    };

    private static SchemaElement ElementOf(Meta.SchemaElement element) => new()
    {
        Name = element.Name,
        Type = (PhysicalType?)element.Type,
        TypeLength = element.TypeLength ?? 0,
        Repetition = (int?)element.RepetitionType ?? SchemaElement.Required,
        ChildCount = element.NumChildren ?? 0,
        Converted = (ConvertedType?)element.ConvertedType,
        Logical = element.LogicalType is { } logical ? LogicalOf(logical) : default,
        Scale = element.Scale ?? 0,
        Precision = element.Precision ?? 0,
    };

    private static LogicalType LogicalOf(Meta.LogicalType logical) => logical switch
    {
        { STRING: not null } => new LogicalType(LogicalTypeKind.Text),
        { MAP: not null } => new LogicalType(LogicalTypeKind.Map),
        { LIST: not null } => new LogicalType(LogicalTypeKind.List),
        { ENUM: not null } => new LogicalType(LogicalTypeKind.Enum),
        { DECIMAL: { } number } => new LogicalType(LogicalTypeKind.Decimal) { Scale = number.Scale, Precision = number.Precision },
        { DATE: not null } => new LogicalType(LogicalTypeKind.Date),
        { TIME: { } time } => new LogicalType(LogicalTypeKind.Time) { IsAdjustedToUtc = time.IsAdjustedToUTC, TimeUnit = UnitOf(time.Unit) },
        { TIMESTAMP: { } time } => new LogicalType(LogicalTypeKind.Timestamp) { IsAdjustedToUtc = time.IsAdjustedToUTC, TimeUnit = UnitOf(time.Unit) },
        { INTEGER: { } integer } => new LogicalType(LogicalTypeKind.Integer) { BitWidth = integer.BitWidth, IsSigned = integer.IsSigned },
        { UNKNOWN: not null } => new LogicalType(LogicalTypeKind.Unknown),
        { JSON: not null } => new LogicalType(LogicalTypeKind.Json),
        { BSON: not null } => new LogicalType(LogicalTypeKind.Bson),
        { UUID: not null } => new LogicalType(LogicalTypeKind.Uuid),
        { FLOAT16: not null } => new LogicalType(LogicalTypeKind.Float16),
        _ => default,
    };

    private static ParquetTimeUnit UnitOf(Meta.TimeUnit unit) => unit switch
    {
        { MILLIS: not null } => ParquetTimeUnit.Milliseconds,
        { NANOS: not null } => ParquetTimeUnit.Nanoseconds,
        _ => ParquetTimeUnit.Microseconds,
    };

    private static ColumnChunkMetadata ChunkOf(Meta.ColumnChunk chunk) => chunk.MetaData is not { } metadata
        ? new ColumnChunkMetadata { IsEncrypted = chunk.CryptoMetadata is not null, FilePath = chunk.FilePath }
        : new ColumnChunkMetadata
        {
            FilePath = chunk.FilePath,
            IsEncrypted = chunk.CryptoMetadata is not null,
            Type = (PhysicalType)metadata.Type,
            Codec = (CompressionCodec)metadata.Codec,
            ValueCount = metadata.NumValues,
            TotalCompressedSize = metadata.TotalCompressedSize,
            DataPageOffset = metadata.DataPageOffset,
            DictionaryPageOffset = metadata.DictionaryPageOffset,
            Statistics = metadata.Statistics is { } bounds
                ? new RawStatistics { MinValue = bounds.MinValue, MaxValue = bounds.MaxValue, OldMin = bounds.Min, OldMax = bounds.Max, NullCount = bounds.NullCount }
                : null,
        };
}
