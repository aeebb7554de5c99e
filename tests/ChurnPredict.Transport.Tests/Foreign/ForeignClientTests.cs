namespace ChurnPredict.Transport.Tests;

public sealed class ForeignClientTests(ForeignClientRuns runs) : IClassFixture<ForeignClientRuns>
{
    private static readonly string[] Checks =
    [
        "unary", "client_stream", "server_stream", "both_streams", "error_with_details", "handler_exception", "unknown_method",
        "too_large", "deadline", "cancellation", "gzip", "metadata_and_trailers", "health", "reflection",
    ];

    public static TheoryData<string, string, string> Runs
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var client in new[] { "node", "python" })
            {
                foreach (var check in Checks)
                {
                    data.Add(client, "h2c", check);
                    data.Add(client, "tls", check);
                }

                data.Add(client, "h2c", "long_stream");
            }

            return data;
        }
    }

    [ForeignTheory]
    [MemberData(nameof(Runs))]
    public async Task Check_OfAClientThatIsNotOurs_Passes(string client, string transport, string check)
    {
        Assert.Null(ForeignClient.Missing);
        var output = await runs.OutputOf(client, transport);
        Assert.True(output.Split('\n').Contains($"ok {check}"), output);
    }
}
