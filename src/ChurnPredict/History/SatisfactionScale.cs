namespace ChurnPredict.History;

/// <summary>The spellings of instruments in tables and their usual scales.</summary>
public static class SatisfactionScale
{
    private static readonly string[] Spellings =
        ["nps", "csat", "ces", "likert", "rating", "sci_satisfied", "sci_repurchase", "sci_recommend"];

    /// <summary>How the tables spell each instrument, in the order of <see cref="SatisfactionInstrument"/>.</summary>
    public static IReadOnlyList<string> InstrumentNames => Spellings;

    /// <summary>The instrument of a spelling.</summary>
    /// <param name="spelling">As in the table; letter case does not matter.</param>
    /// <param name="instrument">The instrument when known.</param>
    public static bool TryParse(string? spelling, out SatisfactionInstrument instrument)
    {
        var index = Array.FindIndex(Spellings, known => string.Equals(known, spelling?.Trim(), StringComparison.OrdinalIgnoreCase));
        instrument = index < 0 ? default : (SatisfactionInstrument)index;
        return index >= 0;
    }

    /// <summary>The scale of an instrument where the table does not say: NPS 0–10, CES 1–7, all others 1–5.</summary>
    /// <param name="instrument">Which question.</param>
    public static (float Minimum, float Maximum) Usual(SatisfactionInstrument instrument) => instrument switch
    {
        SatisfactionInstrument.Nps => (0, 10),
        SatisfactionInstrument.Ces => (1, 7),
        _ => (1, 5),
    };
}
