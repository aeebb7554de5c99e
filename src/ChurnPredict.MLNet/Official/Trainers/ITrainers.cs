using ChurnPredict.Boosting;
using Microsoft.ML;

namespace ChurnPredict.MLNet;

/// <summary>ML.NET's trainers of one kind, with their options taken from ours.</summary>
internal interface ITrainers
{
    /// <summary>The native library that they need and that cannot be loaded here; null = nothing is missing.</summary>
    string? MissingLibrary { get; }

    /// <summary>What <paramref name="context"/> fits for the objective.</summary>
    IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options);
}
