namespace ChurnPredict.Benchmarks;

/// <summary>A table with its folds, as the accuracy script writes it.</summary>
/// <param name="Columns">Names of the features.</param>
/// <param name="Categorical">Whether each is categorical.</param>
/// <param name="Rows">Values by row; null where missing.</param>
/// <param name="Label">0 or 1 by row.</param>
/// <param name="Fold">Fold by row, from 0.</param>
/// <param name="Inner">Whether a row validates when its fold is not the one tested.</param>
internal sealed record FoldTable(string[] Columns, bool[] Categorical, float?[][] Rows, float[] Label, int[] Fold, bool[] Inner);
