namespace ChurnPredict.Trainer.Training;

/// <summary>When a new model becomes the champion.</summary>
internal enum PromotionRule
{
    /// <summary>When it is the first, or better than the champion on the same snapshot beyond the paired interval.</summary>
    Better,

    /// <summary>In any case.</summary>
    Always,

    /// <summary>In no case.</summary>
    Never,
}
