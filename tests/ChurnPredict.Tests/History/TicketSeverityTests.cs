using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class TicketSeverityTests
{
    [Theory]
    [InlineData("低", 1f)]
    [InlineData("中", 2f)]
    [InlineData(" 高 ", 3f)]
    [InlineData("緊急", 4f)]
    [InlineData("重大", 4f)]
    [InlineData("Medium", 2f)]
    [InlineData("0", 0f)]
    [InlineData("-1.5", -1.5f)]
    public void TryParse_WordsAndNumbers_AreUnderstood(string spelling, float expected)
    {
        Assert.True(TicketSeverity.TryParse(spelling, out var severity));
        Assert.Equal(expected, severity);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    [InlineData("高い")]
    public void TryParse_AnythingElse_IsNot(string? spelling) => Assert.False(TicketSeverity.TryParse(spelling, out _));
}
