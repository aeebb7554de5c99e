namespace ChurnPredict.Value;

/// <summary>What is known of one horizon's model apart from its trees; a JSON object of the value model's file.</summary>
internal sealed record HorizonSettings
{
    /// <summary>The horizon.</summary>
    public required int Days { get; init; }

    /// <summary>How expected money is computed.</summary>
    public required ValueMethod Method { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What expected money is multiplied by for season and trend.</summary>
    public required double Level { get; init; }

    /// <summary>How it follows from a shorter horizon, where the history is too short for this one.</summary>
    public required ValueExtrapolation Extrapolation { get; init; }

    /// <summary>The distribution around it.</summary>
    public required ValueIntervals Intervals { get; init; }

    /// <summary>What those who churn spend ÷ what they would have spent had they stayed, [0, 1].</summary>
    public required double ChurnedShare { get; init; }

    /// <summary>See <see cref="ValueHeads.Smearing"/>.</summary>
    public required double Smearing { get; init; }

    /// <summary>See <see cref="ValueHeads.BtydColumn"/>.</summary>
    public required int? BtydColumn { get; init; }

    /// <summary>See <see cref="ValueHeads.BtydScale"/>.</summary>
    public required double BtydScale { get; init; }
}
