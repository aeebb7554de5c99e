using System.Runtime.InteropServices;
using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>Reads little-endian float32 rows of one label and then the features, straight into matrix and labels.</summary>
internal static class BenchmarkRows
{
    public static TrainingData Read(string path, int features)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var rows = checked((int)(stream.Length / (4 * (features + 1))));
        var (values, labels) = (new float[rows * features], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan(row, 1)));
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(row * features, features)));
        }

        return new TrainingData(new FeatureMatrix(values, rows, features), labels);
    }
}
