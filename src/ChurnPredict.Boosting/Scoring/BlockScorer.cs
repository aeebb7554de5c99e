namespace ChurnPredict.Boosting;

/// <summary>Raw scores of consecutive rows, 64 at a time.</summary>
internal static unsafe class BlockScorer
{
    /// <summary>Rows that one call takes at best: enough for the scratch memory to cost nothing, few enough to share out.</summary>
    public const int ChunkRows = 16 * BlockScratch.Rows;

    /// <summary>Fills <paramref name="scores"/>.</summary>
    /// <param name="path">AVX2 or AVX-512.</param>
    /// <param name="forest">The forest.</param>
    /// <param name="baseScore">The raw score before any tree.</param>
    /// <param name="rows">Row-major; as many rows as <paramref name="scores"/>.</param>
    /// <param name="featureCount">Floats a row.</param>
    /// <param name="scores">Overwritten.</param>
    public static void Fill(
        VectorPath path, BinnedForest forest, double baseScore, ReadOnlySpan<float> rows, int featureCount, Span<double> scores)
    {
        using var scratch = new BlockScratch(forest);
        fixed (float* first = rows)
        {
            for (var start = 0; start < scores.Length; start += BlockScratch.Rows)
            {
                var count = Math.Min(BlockScratch.Rows, scores.Length - start);
                var block = first + ((long)start * featureCount);
                BlockBinner.Fill(path, forest, block, featureCount, count, scratch.Bytes);
                new Span<double>(scratch.Sums, BlockScratch.Rows).Fill(baseScore);
                AddTrees(path, forest, scratch, block, featureCount, count);
                new ReadOnlySpan<double>(scratch.Sums, count).CopyTo(scores[start..]);
            }
        }
    }

    private static void AddTrees(VectorPath path, BinnedForest forest, BlockScratch scratch, float* rows, int featureCount, int rowCount)
    {
        var (nodeStarts, leafStarts) = (forest.NodeStarts, forest.LeafStarts);
        fixed (BinnedNode* nodes = forest.Nodes)
        fixed (double* leafValues = forest.LeafValues)
        {
            for (var tree = 0; tree < forest.Trees.Length; tree++)
            {
                if (!forest.IsBinned[tree])
                {
                    Walk(forest.Trees[tree], rows, featureCount, rowCount, scratch.Sums);
                    continue;
                }

                var count = nodeStarts[tree + 1] - nodeStarts[tree];
                var leaves = BlockTrees.Decide(path, nodes + nodeStarts[tree], count, scratch.Bytes, scratch.LeafNumbers);
                BlockTrees.Add(path, leafValues + leafStarts[tree], count + 1, leaves, scratch.Sums);
            }
        }
    }

    private static void Walk(DecisionTree tree, float* rows, int featureCount, int rowCount, double* sums)
    {
        for (var row = 0; row < rowCount; row++)
        {
            var values = new ReadOnlySpan<float>(rows + ((long)row * featureCount), featureCount);
            sums[row] += tree.Leaves[TreeWalk.LeafIndex(tree, values)].Value;
        }
    }
}
