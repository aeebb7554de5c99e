using System.Net;
using Grpc.Core;
using Grpc.Health.V1;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class StatusPageTests(ServedHistory served)
{
    [Fact]
    public async Task Page_OfAServedModel_SaysWhatRunsAndHowToCallIt()
    {
        using var http = new HttpClient();

        var page = await http.GetStringAsync(served.Server.WebAddress);

        Assert.Contains(served.ModelId, page, StringComparison.Ordinal);
        Assert.Contains(served.Server.Address.Authority, page, StringComparison.Ordinal);
        Assert.Contains("churnpredict.v1.ChurnPrediction/ScoreCustomer", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutAModel_SaysSo()
    {
        using var folder = new TestFolder();
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        using var http = new HttpClient();

        Assert.Contains("No model is served", await http.GetStringAsync(server.WebAddress), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri(server.WebAddress, "/healthz"))).StatusCode);
    }

    [Fact]
    public async Task Health_OfAServedModel_IsServingByBothProtocols()
    {
        using var http = new HttpClient();

        var answer = await http.GetAsync(new Uri(served.Server.WebAddress, "/healthz"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync());
        foreach (var service in new[] { "", "churnpredict.v1.ChurnPrediction" })
        {
            var health = await new Health.HealthClient(served.Server.Channel).CheckAsync(new HealthCheckRequest { Service = service });
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        }
    }

    [Fact]
    public async Task PlainHttp_ToTheGrpcPort_HarmsNoOtherCall()
    {
        using var http = new HttpClient();

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
            (await http.GetAsync(new Uri(served.Server.Address, "/"), HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode());

        Assert.Equal(served.ModelId, (await served.Server.Client.GetModelAsync(new Contracts.V1.GetModelRequest())).ModelId);
    }
}
