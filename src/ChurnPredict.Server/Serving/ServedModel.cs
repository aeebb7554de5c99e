using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Server.Serving;

/// <summary>A model with the history it answers from; immutable, so that a call that began with one ends with it.</summary>
/// <param name="ModelId">The model's id.</param>
/// <param name="Model">The model.</param>
/// <param name="Store">All customers' events.</param>
/// <param name="Scorer">Scores.</param>
/// <param name="Planner">Plans actions.</param>
/// <param name="DefaultDate">The date of requests that name none.</param>
/// <param name="LoadedAt">When it was loaded.</param>
internal sealed record ServedModel(
    string ModelId, TrainedModel Model, EventStore Store, CustomerScorer Scorer, ActionPlanner Planner, DefaultDate DefaultDate, DateTimeOffset LoadedAt)
{
    private readonly Dictionary<string, FeatureDefinition> _features = Model.Schema.Features.ToDictionary(feature => feature.Name, StringComparer.Ordinal);

    /// <summary>The date of requests that name none, now.</summary>
    public AsOfDate DefaultAsOf => DefaultDate.Now;

    /// <summary>The last day that was observed.</summary>
    public DateOnly LastEventOn => Store.TimeAxis.LocalDate(Store.LastEventAt);

    /// <summary>A feature by name; null when the model has none of it.</summary>
    public FeatureDefinition? FeatureOf(string name) => _features.GetValueOrDefault(name);
}
