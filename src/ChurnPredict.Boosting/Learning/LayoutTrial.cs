using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>
/// Chooses the layout of histograms by leaf size: the first few leaves of each power of two are summed either way in turn, and the way
/// with the fastest run, by the row, stays. Sums are integers, so the choice moves time and never a bit of the ensemble.
/// </summary>
/// <param name="forced">The layout to use throughout; null to try both.</param>
/// <param name="hasColumns">Whether codes are there by column; without, only rows can be summed.</param>
internal sealed class LayoutTrial(HistogramLayout? forced, bool hasColumns)
{
    /// <summary>Tries of each layout: the first compiles code, the others may be interrupted.</summary>
    private const int TriesEach = 4;

    /// <summary>Leaves so far, by logarithm of their rows.</summary>
    private readonly int[] _tries = new int[32];

    private readonly double[] _fastestRow = new double[32];
    private readonly double[] _fastestColumn = new double[32];

    /// <summary>The layout for a leaf.</summary>
    /// <param name="rows">Rows of the leaf, ≥ 1.</param>
    public HistogramLayout Choose(int rows)
    {
        if (!hasColumns) return HistogramLayout.ByRow;
        if (forced is { } layout) return layout;
        var size = BitOperations.Log2((uint)rows);
        var isByColumn = _tries[size] < 2 * TriesEach ? _tries[size] % 2 == 1 : _fastestColumn[size] < _fastestRow[size];
        return isByColumn ? HistogramLayout.ByColumn : HistogramLayout.ByRow;
    }

    /// <summary>Notes how long a leaf took.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="layout">The layout that was chosen for it.</param>
    /// <param name="ticks">Time, in any unit.</param>
    public void Report(int rows, HistogramLayout layout, long ticks)
    {
        var size = BitOperations.Log2((uint)rows);
        if (_tries[size] == 2 * TriesEach) return;
        var fastest = layout == HistogramLayout.ByRow ? _fastestRow : _fastestColumn;
        var ticksPerRow = (double)ticks / rows;
        fastest[size] = _tries[size] < 4 ? ticksPerRow : Math.Min(fastest[size], ticksPerRow);
        _tries[size]++;
    }
}
