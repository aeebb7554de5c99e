using System.Globalization;

namespace ChurnPredict.Transport.Tests;

public sealed class TimeoutHeaderTests
{
    [Theory]
    [InlineData("1n", "00:00:00.0000001")]
    [InlineData("100u", "00:00:00.0001")]
    [InlineData("50m", "00:00:00.05")]
    [InlineData("3S", "00:00:03")]
    [InlineData("2M", "00:02:00")]
    [InlineData("1H", "01:00:00")]
    [InlineData("0S", "00:00:00")]
    [InlineData("99999999H", "36500.00:00:00")]
    public void TryParse_EveryUnit_IsRead(string header, string expected)
    {
        Assert.True(TimeoutHeader.TryParse(header, out var timeout));
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), timeout);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    public void TryParse_AnythingElse_IsRefused(string? header) => Assert.False(TimeoutHeader.TryParse(header, out _));

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1_234_567)]
    [InlineData(1_000_000_000_000)]
    [InlineData(100_000_000_000_000)]
    public void Format_AnyTimeout_IsReadBackAsNoLess(long milliseconds)
    {
        var timeout = TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);
        Assert.True(TimeoutHeader.TryParse(TimeoutHeader.Format(timeout), out var read));
        Assert.True(read >= timeout || read == TimeSpan.FromDays(36_500));
        Assert.True(read <= timeout * 1.001 + TimeSpan.FromTicks(1) || milliseconds <= 0);
    }
}
