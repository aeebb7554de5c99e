namespace ChurnPredict.MLNet.Tests;

/// <summary>What a program with ML.NET alone gets from the <c>model.zip</c> of a regression.</summary>
internal sealed class PlainAmount
{
    public float Score { get; set; }
}
