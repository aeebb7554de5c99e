namespace ChurnPredict.Boosting;

/// <summary>One learning: the raw scores of all rows and the trees so far.</summary>
internal sealed class BoostingRun
{
    private readonly GradientBoostingOptions _options;
    private readonly TrainingData _training;
    private readonly TreeEnsemble? _continueFrom;
    private readonly WorkerCrew _crew;
    private readonly BinnedMatrix _bins;
    private readonly QuantizedGradients _gradients;
    private readonly RowPartition _partition;
    private readonly RowSampler _sampler;
    private readonly TreeLearner _learner;
    private readonly ValidationScores? _validation;
    private readonly double _baseScore;
    private readonly float[] _scores;
    private readonly List<DecisionTree> _trees = [];

    public BoostingRun(
        GradientBoostingOptions options, TrainingData training, TrainingData? validation, TreeEnsemble? continueFrom, WorkerCrew crew)
    {
        (_options, _training, _continueFrom, _crew) = (options, training, continueFrom, crew);
        _bins = training.Bins ?? BinnedMatrix.From(training.Features, options.MaximumBins, crew.Size);
        _baseScore = continueFrom?.BaseScore ?? (training.InitialScores is null
            ? options.Objective.StartScore(training.Labels, training.Weights)
            : 0);
        _scores = StartScores.Of(training, _baseScore, continueFrom, crew);
        _validation = validation is null
            ? null
            : new ValidationScores(validation, options.Objective, _baseScore, continueFrom, crew);
        _gradients = new QuantizedGradients(training, options.Objective, crew);
        _partition = new RowPartition(_bins, crew);
        _sampler = new RowSampler(options);
        _learner = new TreeLearner(_bins, options, _gradients, _partition, crew);
    }

    /// <summary>Validation loss after the last tree; null without validation rows.</summary>
    public double? LastValidationLoss => _validation?.Losses[^1];

    /// <summary>Whether the validation loss has not improved for as many rounds as the options allow.</summary>
    public bool ShouldStop => _validation is { } validation && _options.EarlyStoppingRounds is { } patience
        && validation.Losses.Count - validation.BestRound >= patience;

    /// <summary>Grows one more tree.</summary>
    public void AddTree(int round)
    {
        _gradients.Differentiate(_scores);
        ChooseRows(round);
        _gradients.Quantize();
        var grown = _learner.Grow(_sampler.ChooseFeatures(round, _bins.Bins.Length));
        var values = LeafValues(grown);
        var covers = Array.ConvertAll(grown.Leaves, CoverOf);
        AddToScores(grown, values);
        var tree = grown.ToDecisionTree(_bins, values, covers);
        _trees.Add(tree);
        _validation?.Add(tree);
    }

    /// <summary>What was learned.</summary>
    public LearnResult Result()
    {
        var bestRound = _validation?.BestRound ?? _trees.Count;
        var kept = _options.EarlyStoppingRounds is null ? _trees.Count : bestRound;
        TreeEnsemble ensemble = new(
            _training.Features.Features, [.. _continueFrom?.Trees ?? [], .. _trees.Take(kept)], _baseScore, _options.Objective.Link);
        return new LearnResult(ensemble, _validation?.Losses ?? [], bestRound);
    }

    private void ChooseRows(int round)
    {
        if (_options.RowSampling.TakesAll)
        {
            _partition.TakeAll();
            return;
        }

        _partition.Take(rows => _sampler.ChooseRows(round, _gradients.Gradients, _gradients.Hessians, rows));
        if (_options.RowSampling.TopFraction > 0) _gradients.SumAgain();
    }

    private double[] LeafValues(GrownTree grown)
    {
        var values = new double[grown.Leaves.Length];
        for (var leaf = 0; leaf < values.Length; leaf++)
        {
            var value = _options.Objective.RenewsLeaves
                ? RenewedValue(grown.Leaves[leaf])
                : grown.Leaves[leaf].Value * grown.ValueUnit;
            values[leaf] = value * _options.LearningRate;
        }

        return values;
    }

    private double RenewedValue(GrowingLeaf leaf)
    {
        var rows = _partition.Rows.AsSpan(leaf.First, leaf.Count);
        var (labels, scores) = (new float[rows.Length], new float[rows.Length]);
        var weights = _training.Weights is null ? [] : new float[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            (labels[index], scores[index]) = (_training.Labels[rows[index]], _scores[rows[index]]);
            if (_training.Weights is { } all) weights[index] = all[rows[index]];
        }

        return _options.Objective.LeafValue(labels, weights, scores);
    }

    private double CoverOf(GrowingLeaf leaf)
    {
        if (_training.Weights is not { } weights) return leaf.Count;
        var cover = 0.0;
        foreach (var row in _partition.Rows.AsSpan(leaf.First, leaf.Count)) cover += weights[row];
        return cover;
    }

    /// <summary>The partition knows the leaves of the rows in the tree; others go down it.</summary>
    private void AddToScores(GrownTree grown, double[] values)
    {
        _crew.Run(values.Length, (leaf, _) =>
        {
            var value = (float)values[leaf];
            foreach (var row in _partition.Rows.AsSpan(grown.Leaves[leaf].First, grown.Leaves[leaf].Count)) _scores[row] += value;
        });
        if (!_options.RowSampling.TakesAll) _partition.AddToLeftOut(grown, values, _scores);
    }
}
