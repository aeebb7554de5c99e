namespace ChurnPredict.Features;

/// <summary>
/// What a customer's features need to know about the base: rank and quintile cut-offs, season levels, parameters of the
/// probabilistic value models. Fitted on data before a snapshot's date; the one of the final snapshot is stored in the model folder.
/// </summary>
public sealed record FeatureReference
{
}
