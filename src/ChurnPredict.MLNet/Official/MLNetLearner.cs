using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ChurnPredict.MLNet;

/// <summary>Fits with ML.NET's trainers and reads the trees out of the model.</summary>
internal sealed class MLNetLearner(string name, ITrainers trainers) : ITreeLearner
{
    public string Name { get; } = name;

    public string? MissingLibrary => trainers.MissingLibrary;

    public LearnResult Learn(
        GradientBoostingOptions options,
        TrainingData training,
        TrainingData? validation = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        if (training.InitialScores is not null) throw new ArgumentException($"{Name} learns from no initial scores; expected none", nameof(training));
        cancellationToken.ThrowIfCancellationRequested();
        var context = new MLContext(options.Seed);
        var layout = SlotLayout.For(training.Features);
        var rows = SlotData.Of(context, layout, training);
        var model = Fit(context, options, layout, rows);
        cancellationToken.ThrowIfCancellationRequested();
        var fitted = TransformerTrees.Of(model);
        var ensemble = EnsembleImport.Of(fitted, layout, options.Objective.Link, training, options.ThreadCount);
        var losses = validation is null ? [] : ValidationCurve.Of(ensemble, fitted, options.Objective, validation);
        var best = losses.Length == 0 ? options.Rounds : ValidationCurve.BestRound(losses);
        progress?.Report(new BoostingProgress(options.Rounds, options.Rounds, losses.Length == 0 ? null : losses[best - 1]));
        if (options.EarlyStoppingRounds is not null && best < ensemble.Trees.Count)
        {
            var cut = options with { Rounds = best, EarlyStoppingRounds = null };
            return Learn(cut, training, null, null, cancellationToken) with { ValidationLosses = losses, BestRound = best };
        }

        return new LearnResult(ensemble, losses, best) { LibraryFile = FileOf(context, model, rows.Schema) };
    }

    /// <summary>Puts in what stands for missing, as a part of the model, so that its file scores rows with NaN: the mean of the one row
    /// that holds these values is them.</summary>
    internal static ITransformer MissingValueFill(MLContext context, SlotLayout layout) => context.Transforms
        .ReplaceMissingValues(nameof(SlotRow.Features), replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean)
        .Fit(SlotData.MissingValues(context, layout));

    /// <summary>A forest's score becomes a probability by Platt's calibrator.</summary>
    private TransformerChain<ITransformer> Fit(MLContext context, GradientBoostingOptions options, SlotLayout layout, IDataView rows)
    {
        var fill = MissingValueFill(context, layout);
        var filled = fill.Transform(rows);
        var model = trainers.For(context, options).Fit(filled);
        if (options.Objective is not LogisticObjective || TransformerTrees.Of(model).IsCalibrated) return new TransformerChain<ITransformer>(fill, model);
        var calibrator = context.BinaryClassification.Calibrators.Platt(nameof(SlotRow.Label)).Fit(model.Transform(filled));
        return new TransformerChain<ITransformer>(fill, model, calibrator);
    }

    private static byte[] FileOf(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        return stream.ToArray();
    }
}
