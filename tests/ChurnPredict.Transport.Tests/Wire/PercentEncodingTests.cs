namespace ChurnPredict.Transport.Tests;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text ~!", "plain text ~!")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("é", "%C3%A9")]
    [InlineData("🐘", "%F0%9F%90%98")]
    public void Encode_Text_IsAsTheProtocolSays(string text, string expected)
    {
        Assert.Equal(expected, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(expected));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("100 % sure", "100 % sure")]
    [InlineData("%e9%A1%a7", "顧")]
    [InlineData("顧%20客", "顧 客")]
    public void Decode_WhatIsNoEscape_Stays(string encoded, string expected) =>
        Assert.Equal(expected, PercentEncoding.Decode(encoded));
}
