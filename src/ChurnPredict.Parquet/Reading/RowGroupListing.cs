namespace ChurnPredict.Parquet;

/// <summary>Checks the footer's row groups against the schema and shows them to users.</summary>
internal static class RowGroupListing
{
    public static ParquetRowGroup[] From(FileFooter footer, FileSchema schema)
    {
        var groups = new ParquetRowGroup[footer.RowGroups.Length];
        long rows = 0;
        for (var index = 0; index < groups.Length; index++)
        {
            var group = footer.RowGroups[index];
            if (group.RowCount is < 0 or > int.MaxValue)
                throw new DamagedDataException(
                    $"row group {index} announces {group.RowCount} rows, expected 0 to {int.MaxValue}");
            if (group.Chunks.Length != schema.LeafCount)
                throw new DamagedDataException(
                    $"row group {index} has {group.Chunks.Length} columns, the schema {schema.LeafCount}");
            if (group.Chunks.Any(chunk => chunk.IsEncrypted))
                throw new DamagedDataException(
                    $"row group {index} has encrypted columns; encrypted Parquet files are not supported");
            rows += group.RowCount;
            groups[index] = new ParquetRowGroup(index, (int)group.RowCount, StatisticsOf(group, schema));
        }

        if (rows != footer.RowCount)
            throw new DamagedDataException($"the footer announces {footer.RowCount} rows, its row groups {rows}");
        return groups;
    }

    /// <summary>Fails when a chunk contradicts the schema or the file's length.</summary>
    public static void CheckReadable(FlatColumn column, ColumnChunkMetadata chunk, int rowCount, long fileLength)
    {
        if (chunk.FilePath is not null)
            throw new DamagedDataException($"the values are in another file, '{chunk.FilePath}', which is not supported");
        if (chunk.Type != column.Element.Type)
            throw new DamagedDataException($"found physical type {chunk.Type}, the schema says {column.Element.Type}");
        if (chunk.ValueCount != rowCount)
            throw new DamagedDataException($"found {chunk.ValueCount} values in a row group of {rowCount} rows");
        if (chunk.StartOffset < 0 || chunk.TotalCompressedSize < 0 || chunk.StartOffset > fileLength - chunk.TotalCompressedSize)
            throw new DamagedDataException(
                $"found a column chunk of {chunk.TotalCompressedSize} bytes at {chunk.StartOffset} in a file of {fileLength}");
        var decoded = (long)rowCount * DecodedSizeLimit.WidthOf(column.Field.Kind);
        if (decoded > DecodedSizeLimit.For(fileLength))
            throw new DamagedDataException(
                $"a file of {fileLength} bytes announces {rowCount} rows in one row group, more than it can honestly hold");
    }

    private static Dictionary<string, ParquetStatistics> StatisticsOf(RowGroupMetadata group, FileSchema schema)
    {
        var statistics = new Dictionary<string, ParquetStatistics>(StringComparer.Ordinal);
        foreach (var column in schema.Columns)
        {
            if (group.Chunks[column.LeafIndex].Statistics is { } raw)
                statistics[column.Field.Name] = StatisticsDecoder.Decode(raw, column);
        }

        return statistics;
    }
}
