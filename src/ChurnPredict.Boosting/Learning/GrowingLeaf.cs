namespace ChurnPredict.Boosting;

/// <summary>A leaf of a tree that is still growing.</summary>
internal sealed class GrowingLeaf
{
    /// <summary>Start of its rows in the partition.</summary>
    public required int First { get; init; }

    /// <summary>Number of its rows.</summary>
    public required int Count { get; init; }

    /// <summary>Splits above it.</summary>
    public required int Depth { get; init; }

    /// <summary>Packed sum of its rows.</summary>
    public required long Sum { get; init; }

    /// <summary>Bounds on its value.</summary>
    public required ValueBounds Bounds { get; init; }

    /// <summary>Its value before the learning rate.</summary>
    public required double Value { get; set; }

    /// <summary>Its histogram while it may still be split.</summary>
    public long[]? Histogram { get; set; }

    /// <summary>The best way to split it; null when there is none.</summary>
    public Split? Best { get; set; }
}
