using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>What conditions look at.</summary>
/// <param name="Score">The score with its segments.</param>
internal sealed record ActionFacts(CustomerScore Score)
{
    /// <summary>The features, in the schema's order.</summary>
    public float[] Features => Score.Features;
}
