namespace ChurnPredict.History;

/// <summary>Answers to satisfaction questions, and questions that were not answered.</summary>
public sealed class SatisfactionTable : EventTable
{
    /// <summary>Which question.</summary>
    public required SatisfactionInstrument[] Instrument { get; init; }

    /// <summary>The answer on its own scale; NaN = asked, not answered.</summary>
    public required float[] Score { get; init; }

    /// <summary>Lower end of the scale, the instrument's usual one where the table does not say.</summary>
    public required float[] ScaleMinimum { get; init; }

    /// <summary>Upper end of the scale, the instrument's usual one where the table does not say.</summary>
    public required float[] ScaleMaximum { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Aspects"/>; null without the column.</summary>
    public int[]? Aspect { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.SatisfactionReasons"/>; null without the column.</summary>
    public int[]? Reason { get; init; }
}
