using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>A further column of the customers table that is a feature.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Words">Its words as they stood in training; null for a column of numbers.</param>
public sealed record FeatureAttribute(string Name, Vocabulary? Words);
