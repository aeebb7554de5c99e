namespace ChurnPredict.Trainer.Generation;

/// <summary>The last answer to the NPS question.</summary>
internal enum AnswerClass : byte
{
    /// <summary>Never answered.</summary>
    None,

    /// <summary>0 to 6.</summary>
    Detractor,

    /// <summary>7 or 8.</summary>
    Passive,

    /// <summary>9 or 10.</summary>
    Promoter,
}
