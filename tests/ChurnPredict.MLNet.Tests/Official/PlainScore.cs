using Microsoft.ML.Data;

namespace ChurnPredict.MLNet.Tests;

/// <summary>What a program with ML.NET alone gets from a <c>model.zip</c>.</summary>
internal sealed class PlainScore
{
    [ColumnName("Score")]
    public float Score { get; set; }

    [ColumnName("Probability")]
    public float Probability { get; set; }
}
