using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using ChurnPredict.Contracts.V1;
using ChurnPredict.Server.Telemetry;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class BadInputTests(ServedHistory served)
{
    private ChurnPrediction.ChurnPredictionClient Client => served.Server.Client;

    [Fact]
    public async Task ScoreCustomers_OfTwoHundredThousandIds_NamesTheField()
    {
        var request = new ScoreCustomersRequest { CustomerIds = { Enumerable.Repeat(served.Store.Ids[0], 200_000) } };

        Assert.Equal(["customer_ids"], await Refusal.FieldsOfAsync(async () => await Client.ScoreCustomersAsync(request)));
    }

    [Fact]
    public async Task ScoreCustomers_WithADeadlineOfAMillisecond_IsRefusedAndHarmsNoOther()
    {
        var request = new ScoreCustomersRequest { CustomerIds = { Enumerable.Repeat(served.Store.Ids[0], 10_000) } };

        // Grpc.Net.Client, where it notices first, says no more than the code.
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.ScoreCustomersAsync(request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(1)));

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await AssertStillAnswersAsync();
    }

    // A message that does not parse is INTERNAL, as in grpc's core; Grpc.AspNetCore calls it UNKNOWN.
    [Theory]
    [InlineData("application/grpc", new byte[] { 0, 0, 0, 0, 3, 255, 255, 255 }, "200 13|200 2")]
    [InlineData("application/grpc", new byte[] { 0, 0, 0, 0, 200, 1, 2 }, "200 13")]
    [InlineData("application/grpc", new byte[] { 0, 127, 255, 255, 255, 1, 2 }, "200 8")]
    [InlineData("application/json", new byte[] { 123, 125 }, "415 13")]
    public async Task Post_OfWhatIsNoMessage_IsRefusedAndHarmsNoOther(string contentType, byte[] body, string expected)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(served.Server.Address, "/churnpredict.v1.ChurnPrediction/ScoreCustomer"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
        };
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();

        var status = response.TrailingHeaders.Concat(response.Headers).Where(header => header.Key == "grpc-status").SelectMany(header => header.Value).FirstOrDefault();
        Assert.Contains($"{(int)response.StatusCode} {status}", expected.Split('|'));
        await AssertStillAnswersAsync();
    }

    [Fact]
    public async Task StreamScores_ThatNobodyReadsAndThatIsCut_HarmsNoOther()
    {
        using var stop = new CancellationTokenSource();
        using var call = Client.StreamScores(cancellationToken: stop.Token);
        for (var request = 0; request < 50; request++) await call.RequestStream.WriteAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[request] });

        await AssertStillAnswersAsync();
        await stop.CancelAsync();

        await Refusal.OfAsync(StatusCode.Cancelled, async () => await call.RequestStream.WriteAsync(new ScoreCustomerRequest()));
        await AssertStillAnswersAsync();
    }

    [Fact]
    public async Task ListAtRisk_OfFewerThanItsLimit_CountsThoseItTold()
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, owner) =>
        {
            if (instrument is { Meter.Name: ServerMetrics.Name, Name: "churnpredict.customers.scored" }) owner.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref counted, measurement));
        listener.Start();
        using var call = Client.ListAtRisk(new ListAtRiskRequest { Limit = 100_000, MaxReasons = 0, MaxActions = 0 });

        var told = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) told++;

        Assert.InRange(told, 1, served.Store.CustomerCount);
        Assert.Equal(told, Interlocked.Read(ref counted));
    }

    private async Task AssertStillAnswersAsync() =>
        Assert.Equal(served.ModelId, (await Client.GetModelAsync(new GetModelRequest())).ModelId);
}
