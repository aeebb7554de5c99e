namespace ChurnPredict.Transport.Tests;

/// <summary>The example clients run as their README says.</summary>
public sealed class ExampleTests(TestServer server) : IClassFixture<TestServer>
{
    [ForeignTheory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Example_KnownCustomer_IsPrinted(string client)
    {
        Assert.Null(ForeignClient.Missing);
        var output = await ForeignClient.RunExampleAsync(client, server.Address.Authority, "17850");
        Assert.Equal("17850 SCORE_STATUS_SCORED 0.25", output.Split('\n')[0]);
        Assert.Contains("1.50 372 days", output, StringComparison.Ordinal);
        Assert.Contains("Win back: 12.50 GBP", output, StringComparison.Ordinal);
    }

    [ForeignTheory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Example_UnknownCustomer_SaysWhatIsWrong(string client)
    {
        Assert.Null(ForeignClient.Missing);
        var output = await ForeignClient.RunExampleAsync(client, server.Address.Authority, "nobody");
        Assert.Contains("NOT_FOUND: There is no customer 'nobody'.", output, StringComparison.Ordinal);
    }
}
