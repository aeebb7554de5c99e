namespace ChurnPredict.Boosting;

/// <summary>A split of a tree that is still growing.</summary>
internal sealed class GrowingNode
{
    /// <summary>The split.</summary>
    public required Split Split { get; init; }

    /// <summary>Where the feature's code stands.</summary>
    public required int Slot { get; init; }

    /// <summary>Codes that go left: the split's bins in terms of the slot.</summary>
    public required BinSet LeftCodes { get; init; }

    /// <summary>Whether rows without the value go left.</summary>
    public required bool MissingGoesLeft { get; init; }

    /// <summary>Child: ≥ 0 a node, otherwise <c>~leaf</c>; replaced when the leaf is split.</summary>
    public required int Left { get; set; }

    /// <summary>Child: ≥ 0 a node, otherwise <c>~leaf</c>; replaced when the leaf is split.</summary>
    public required int Right { get; set; }
}
