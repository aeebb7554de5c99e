using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>One pass over a matrix that names values no tree can split on and finds the features with missing values.</summary>
internal sealed class FeatureValueChecks(FeatureMatrix matrix, int threadCount)
{
    private const int ChunkRows = 4_096;

    private readonly bool[] _isCategorical = [.. matrix.Features.Select(feature => feature.IsCategorical)];

    /// <summary>Above this a float no longer holds every whole number.</summary>
    private const float LargestCategory = 16_777_216;

    /// <summary>Whether each feature is missing in any row.</summary>
    /// <exception cref="InvalidTrainingDataException">A value is infinite or no category; the message names the first row of
    /// it.</exception>
    public bool[] FindMissing()
    {
        var chunks = (matrix.RowCount + ChunkRows - 1) / ChunkRows;
        var missing = new bool[chunks][];
        var badRows = new int?[chunks];
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, chunk =>
        {
            missing[chunk] = new bool[matrix.FeatureCount];
            badRows[chunk] = CheckChunk(chunk, missing[chunk]);
        });
        if (Array.Find(badRows, row => row is not null) is { } badRow) ThrowBadValue(badRow);
        return [.. Enumerable.Range(0, matrix.FeatureCount).Select(feature => missing.Any(chunk => chunk[feature]))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int? CheckChunk(int chunk, bool[] missing)
    {
        var first = chunk * ChunkRows;
        var isCategorical = _isCategorical;
        var last = Math.Min(first + ChunkRows, matrix.RowCount);
        for (var row = first; row < last; row++)
        {
            var values = matrix.Values.AsSpan(checked((int)((long)row * matrix.FeatureCount)), matrix.FeatureCount);
            for (var feature = 0; feature < values.Length; feature++)
            {
                if (!float.IsFinite(values[feature]) || isCategorical[feature])
                {
                    if (IsBad(feature, values[feature])) return row;
                    missing[feature] |= float.IsNaN(values[feature]) || values[feature] < 0;
                }
            }
        }

        return null;
    }

    private bool IsBad(int feature, float value) => float.IsInfinity(value)
        || (_isCategorical[feature] && (value > LargestCategory || (value >= 0 && value != MathF.Floor(value))));

    private void ThrowBadValue(int row)
    {
        var values = matrix.Values.AsSpan(checked((int)((long)row * matrix.FeatureCount)), matrix.FeatureCount);
        for (var feature = 0; feature < values.Length; feature++)
        {
            if (!IsBad(feature, values[feature])) continue;
            var expected = matrix.Features[feature].IsCategorical
                ? $"a whole number up to {LargestCategory}, or NaN"
                : "a finite number or NaN";
            throw new InvalidTrainingDataException(
                $"feature {matrix.Features[feature].Name} is {values[feature]} in row {row}; expected {expected}");
        }
    }
}
