using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2011-09-11", "2011-09-11T00:00:00Z", false)]
    [InlineData("20110911", "2011-09-11T00:00:00Z", false)]
    [InlineData("2011-09-11T08:30", "2011-09-11T08:30:00Z", false)]
    [InlineData(" 2011-09-11 08:30:59 ", "2011-09-11T08:30:59Z", false)]
    [InlineData("2011-09-11T08:30:59.123456789", "2011-09-11T08:30:59.123456Z", false)]
    [InlineData("2011-09-11T08:30:59.5Z", "2011-09-11T08:30:59.5Z", true)]
    [InlineData("2011-09-11T08:30:00+09:00", "2011-09-10T23:30:00Z", true)]
    [InlineData("2011-09-11T08:30:00-0330", "2011-09-11T12:00:00Z", true)]
    [InlineData("2011-09-11T08:30:00+01", "2011-09-11T07:30:00Z", true)]
    [InlineData("2012-02-29", "2012-02-29T00:00:00Z", false)]
    [InlineData("1969-12-31T23:59:59", "1969-12-31T23:59:59Z", false)]
    public void TryParse_IsoText_IsRead(string text, string expected, bool hasOffset)
    {
        Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var time, out var said));
        Assert.Equal((Columns.At(expected), hasOffset), (time, said));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2011-13-01")]
    [InlineData("2011-02-29")]
    [InlineData("2011-09-11T24:00")]
    [InlineData("2011-09-11T08:60")]
    [InlineData("2011-09-11T08:30:61")]
    [InlineData("2011-09-11T08:30:00+25:00")]
    [InlineData("2011-09-11T08:30:00.")]
    [InlineData("2011-09-11X08:30")]
    [InlineData("11/09/2011")]
    [InlineData("2011-9-1")]
    public void TryParse_OtherText_IsRefused(string text) => Assert.False(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));
}
