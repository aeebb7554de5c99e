namespace ChurnPredict.Boosting;

/// <summary>Raw scores of the validation rows and the mean loss after every tree.</summary>
internal sealed class ValidationScores
{
    private const int ChunkRows = 4_096;

    private readonly TrainingData _data;
    private readonly IObjective _objective;
    private readonly WorkerCrew _crew;
    private readonly float[] _scores;
    private readonly double[] _lossOfChunk;
    private readonly double _weight;
    private readonly List<double> _losses = [];

    public ValidationScores(
        TrainingData data, IObjective objective, double baseScore, TreeEnsemble? continueFrom, WorkerCrew crew)
    {
        (_data, _objective, _crew) = (data, objective, crew);
        _scores = StartScores.Of(data, baseScore, continueFrom, crew);
        _lossOfChunk = new double[(_scores.Length + ChunkRows - 1) / ChunkRows];
        _weight = data.Weights?.Sum(weight => (double)weight) ?? data.Labels.Length;
    }

    /// <summary>Mean loss after 1, 2, … trees.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Trees at which the loss was lowest, the first of equals; 0 before any tree.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a tree to the scores and measures.</summary>
    public void Add(DecisionTree tree)
    {
        _crew.Run(_lossOfChunk.Length, (chunk, _) => AddToChunk(tree, chunk));
        _losses.Add(_lossOfChunk.Sum() / _weight);
        if (BestRound == 0 || _losses[^1] < _losses[BestRound - 1]) BestRound = _losses.Count;
    }

    private void AddToChunk(DecisionTree tree, int chunk)
    {
        var loss = 0.0;
        for (var row = chunk * ChunkRows; row < Math.Min((chunk + 1) * ChunkRows, _scores.Length); row++)
        {
            _scores[row] += (float)tree.Leaves[TreeWalk.LeafIndex(tree, _data.Features.Row(row))].Value;
            loss += (_data.Weights?[row] ?? 1) * _objective.Loss(_data.Labels[row], _scores[row]);
        }

        _lossOfChunk[chunk] = loss;
    }
}
