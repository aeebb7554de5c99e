using System.Globalization;
using System.Text;
using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class CustomerIdsTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("17850", true)]
    [InlineData("-5", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("007", false)]
    [InlineData("-0", false)]
    [InlineData("+1", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("12a", false)]
    public void TryParseInteger_OnlyCanonicalDecimals_AreIntegers(string id, bool expected)
    {
        var isInteger = CustomerIds.TryParseInteger(Encoding.UTF8.GetBytes(id), out var number);

        Assert.Equal(expected, isInteger);
        if (isInteger) Assert.Equal(id, number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Hash_IntegerAndItsText_AreTheSame() =>
        Assert.Equal(CustomerIds.Hash(17850), CustomerIds.Hash("17850"u8));

    [Fact]
    public void TryFind_UnknownId_IsNotFound()
    {
        var ids = new CustomerIds("ab"u8.ToArray(), [0, 1, 2]);

        Assert.True(ids.TryFind("b", out var customer));
        Assert.Equal(1, customer);
        Assert.False(ids.TryFind("c", out _));
    }
}
