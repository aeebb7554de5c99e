using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class GradeAgainstTests
{
    /// <summary>Half of 400 customers churn; the baseline says 60 % of everybody.</summary>
    private static readonly float[] Labels = [.. Enumerable.Range(0, 400).Select(row => (float)(row % 2))];

    [Fact]
    public void Best_ModelThatKnowsBetterThanBaselines_IsA() => Assert.Equal('A', GradeOf(Labels, label => label == 1 ? 0.7 : 0.3, 0.6).Letter);

    [Fact]
    public void Best_ModelThatKnowsLess_IsC() => Assert.Equal('C', GradeOf(Labels, label => label == 1 ? 0.2 : 0.8, 0.6).Letter);

    [Fact]
    public void Best_BetterThanBaselinesButWorseThanTheBaseRate_IsNotA()
    {
        var grade = GradeOf(Labels, _ => 0.8, 0.95);
        Assert.Equal('B', grade.Letter);
        Assert.Contains("worse than the base rate alone, whose log-loss is 0.6931", grade.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Best_OneClass_IsNotA(float label)
    {
        var grade = GradeOf([.. Enumerable.Repeat(label, 400)], _ => label == 1 ? 0.9 : 0.1, 0.5);
        Assert.Equal('B', grade.Letter);
        Assert.StartsWith("all or none churned", grade.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_BetterByLessThanTheDigitsShown_HasOneSign() =>
        Assert.EndsWith("difference +0.0000 to +0.0000", GradeOf(Labels, _ => 0.599999, 0.6).Reason, StringComparison.Ordinal);

    private static Grade GradeOf(float[] labels, Func<float, double> model, double baseline) => GradeAgainst.Best(
        labels,
        Array.ConvertAll(labels, label => model(label)),
        new Dictionary<string, double[]> { ["recency"] = Array.ConvertAll(labels, _ => baseline) },
        [],
        1);
}
