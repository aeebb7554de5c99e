using System.Security.Cryptography;
using System.Text;
using ChurnPredict.Contracts.V1;
using ChurnPredict.Server.Security;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace ChurnPredict.Server.Tests.Security;

[Collection(ServedHistoryGroup.Name)]
public sealed class TokenTests(ServedHistory served) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("churnpredict-server-");
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_folder.FullName, "tokens");
        await File.WriteAllLinesAsync(file,
        [
            "# who calls", "", $"{Hash("one who scores")} scorer", $"{Hash("one who runs it")} admin 2999-01-01", $"{Hash("one who left")} admin 2020-01-01",
        ]);
        _server = await RunningServer.StartAsync(served.Settings with { Tokens = file });
        await _server.WaitForHealthAsync("Healthy");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("one who scores")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nobody")]
    [InlineData("Bearer one who left")]
    public async Task Call_WithoutAValidToken_IsUnauthenticated(string? header)
    {
        await Refusal.OfAsync(StatusCode.Unauthenticated, async () => await _server.Client.GetModelAsync(new GetModelRequest(), Headers(header)));
    }

    [Fact]
    public async Task Call_OfAScorer_MayScoreButNotReflect()
    {
        var headers = Headers("Bearer one who scores");

        Assert.Equal(served.ModelId, (await _server.Client.GetModelAsync(new GetModelRequest(), headers)).ModelId);
        await Refusal.OfAsync(StatusCode.PermissionDenied, () => ReflectAsync(headers));
    }

    [Fact]
    public async Task Call_OfAnAdmin_MayReflect()
    {
        Assert.Contains("churnpredict.v1.ChurnPrediction", await ReflectAsync(Headers("Bearer one who runs it")));
    }

    [Fact]
    public async Task Health_WithoutAToken_IsAnswered()
    {
        await new Health.HealthClient(_server.Channel).CheckAsync(new HealthCheckRequest());
    }

    [Theory]
    [InlineData("one who scores scorer")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef owner")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef admin soon")]
    public async Task Read_OfALineOfAnotherForm_NamesTheLine(string line)
    {
        var file = Path.Combine(_folder.FullName, "wrong");
        await File.WriteAllLinesAsync(file, ["# first", line]);

        Assert.Contains("line 2", Assert.Throws<InvalidServerSettingsException>(() => TokenFile.Read(file)).Message, StringComparison.Ordinal);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static Metadata Headers(string? authorization) => authorization is null ? [] : new Metadata { { "authorization", authorization } };

    private async Task<string[]> ReflectAsync(Metadata headers)
    {
        using var call = new ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo(headers);
        try
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        }
        catch (RpcException)
        {
            // A refused call may end before the request is written; its status is read below.
        }

        await call.ResponseStream.MoveNext(CancellationToken.None);
        return [.. call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)];
    }
}
