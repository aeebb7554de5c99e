namespace ChurnPredict.History;

/// <summary>What becomes of rows that repeat one another.</summary>
internal enum RepeatedRows
{
    /// <summary>Exact duplicates are counted and kept.</summary>
    CountAndKeep,

    /// <summary>Exact duplicates are counted, and all but the first are dropped.</summary>
    Drop,

    /// <summary>A customer keeps the last of their rows: attributes that say neither from when they hold nor since when they are known.</summary>
    KeepLast,
}
