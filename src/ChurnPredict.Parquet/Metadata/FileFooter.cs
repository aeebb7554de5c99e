namespace ChurnPredict.Parquet;

/// <summary>The footer's contents.</summary>
internal sealed record FileFooter
{
    public SchemaElement[] Schema { get; init; } = [];

    public long RowCount { get; init; }

    public RowGroupMetadata[] RowGroups { get; init; } = [];

    public Dictionary<string, string> Metadata { get; init; } = [];

    public bool IsEncrypted { get; init; }
}
