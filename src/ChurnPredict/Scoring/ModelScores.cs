using ChurnPredict.Boosting;
using ChurnPredict.Learning;

namespace ChurnPredict.Scoring;

/// <summary>The raw scores of a customer's churn and value, computed together. Thread-safe.</summary>
internal sealed class ModelScores
{
    private readonly EnsembleGroup _group;

    /// <exception cref="InvalidModelFileException">An ensemble has other features than the model.</exception>
    public ModelScores(TrainedModel model)
    {
        GroupMember[] members = [new(model.Final.Ensemble), .. model.FinalValue?.Ensembles.Select(ensemble => new GroupMember(ensemble)) ?? []];
        try
        {
            _group = new EnsembleGroup(members, model.Schema.Count);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidModelFileException($"ensembles: found {exception.Message}", exception);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _group.ScoreCount;

    /// <summary>Computes them all.</summary>
    /// <param name="features">A customer's features.</param>
    /// <param name="scores">Overwritten; length <see cref="Count"/>.</param>
    public void Compute(ReadOnlySpan<float> features, Span<double> scores) => _group.RawScores(features, scores);

    /// <summary>Churn's.</summary>
    public static double Churn(ReadOnlySpan<double> scores) => scores[0];

    /// <summary>Of the value model's ensembles.</summary>
    public static ReadOnlySpan<double> Values(ReadOnlySpan<double> scores) => scores[1..];
}
