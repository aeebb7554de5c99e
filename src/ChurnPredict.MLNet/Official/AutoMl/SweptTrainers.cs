using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace ChurnPredict.MLNet;

/// <summary>The trainer and settings that AutoML found; our options are not asked.</summary>
internal sealed class SweptTrainers(SweepablePipeline pipeline, Parameter settings) : ITrainers
{
    public string? MissingLibrary => null;

    public IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options) => pipeline.BuildFromOption(context, settings);
}
