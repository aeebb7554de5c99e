using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class ValueFitsTests
{
    [Fact]
    public void InTurn_SeveralSets_LargestFirstAndAmountsBehindTheNextOnesFirstFits()
    {
        var ran = new List<string>();
        foreach (var fit in ValueFits.InTurn([Set("small", 1), Set("large", 9), Set("middling", 5)])) fit();
        Assert.Equal(["large", "middling", "large amount", "small", "middling amount", "small amount"], ran);

        ValueFits Set(string name, int rows) => new(rows, [() => ran.Add(name)], [() => ran.Add($"{name} amount")]);
    }

    [Fact]
    public void InTurn_NothingLeftToFit_IsEmpty() => Assert.Empty(ValueFits.InTurn([new ValueFits(7, [], [])]));
}
