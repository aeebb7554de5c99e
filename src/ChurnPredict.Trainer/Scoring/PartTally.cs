using System.Text.Json;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>What one part of a score file adds to the summary; stands in the part's metadata, so that a later run need not count again.</summary>
/// <param name="Customers">Customers scored.</param>
/// <param name="Written">Rows among them that were written.</param>
/// <param name="Groups">By rank of tier or status: sums, not means.</param>
/// <param name="Actions">What was planned.</param>
internal sealed record PartTally(int Customers, int Written, IReadOnlyList<TallyGroup> Groups, ActionSummary Actions)
{
    public const string MetadataKey = "churnpredict.tally";

    public static PartTally Parse(string json) => JsonSerializer.Deserialize<PartTally>(json)!;

    public string Format() => JsonSerializer.Serialize(this);
}
