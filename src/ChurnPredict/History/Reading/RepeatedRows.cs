namespace ChurnPredict.History;

/// <summary>What becomes of rows that repeat one another.</summary>
internal enum RepeatedRows
{
    /// <summary>Exact duplicates are counted and kept.</summary>
    CountAndKeep,

    /// <summary>Exact duplicates are counted, and all but the first are dropped.</summary>
    Drop,

    /// <summary>A customer keeps the last of their rows: attributes that do not say from when they hold.</summary>
    KeepLast,
}
