namespace ChurnPredict.Boosting;

/// <summary>Raw scores before the first new tree.</summary>
internal static class StartScores
{
    private const int ChunkRows = 4_096;

    /// <summary>Base score, initial scores and the trees of a continued ensemble, summed in that order.</summary>
    public static float[] Of(TrainingData data, double baseScore, TreeEnsemble? continueFrom, WorkerCrew crew)
    {
        var scores = new float[data.Labels.Length];
        ForChunks(scores.Length, crew, (first, last) =>
        {
            for (var row = first; row < last; row++) scores[row] = (float)StartOf(data, row, baseScore, continueFrom);
        });
        return scores;
    }

    /// <summary>Runs work on ranges of rows.</summary>
    public static void ForChunks(int rows, WorkerCrew crew, Action<int, int> work) =>
        crew.Run((rows + ChunkRows - 1) / ChunkRows, (chunk, _) => work(chunk * ChunkRows, Math.Min((chunk + 1) * ChunkRows, rows)));

    private static double StartOf(TrainingData data, int row, double baseScore, TreeEnsemble? continueFrom)
    {
        var score = baseScore + (data.InitialScores?[row] ?? 0);
        foreach (var tree in continueFrom?.Trees ?? [])
            score += tree.Leaves[TreeWalk.LeafIndex(tree, data.Features.Row(row))].Value;
        return score;
    }
}
