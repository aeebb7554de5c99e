namespace ChurnPredict.Parquet;

/// <summary>A node of the schema tree, in depth-first order.</summary>
internal sealed record SchemaElement
{
    public const int Required = 0;
    public const int Optional = 1;
    public const int Repeated = 2;

    public string Name { get; init; } = "";

    /// <summary>Null for groups.</summary>
    public PhysicalType? Type { get; init; }

    /// <summary>Bytes of a <see cref="PhysicalType.FixedLengthByteArray"/>.</summary>
    public int TypeLength { get; init; }

    public int Repetition { get; init; }

    public int ChildCount { get; init; }

    public ConvertedType? Converted { get; init; }

    public LogicalType Logical { get; init; }

    public int Scale { get; init; }

    public int Precision { get; init; }
}
