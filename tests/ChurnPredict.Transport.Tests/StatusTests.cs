using ChurnPredict.Contracts;
using ChurnPredict.Transport.Tests.Protos;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace ChurnPredict.Transport.Tests;

public sealed class StatusTests(TestServer server) : IClassFixture<TestServer>
{
    private Protos.TestService.TestServiceClient Client => new(server.CreateChannel());

    public static TheoryData<StatusCode> Errors => [.. System.Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Fail_AnyCode_ReachesTheClient(StatusCode code)
    {
        var exception = await CallAssert.EndsWithAsync(code, () => Fail(code, "because"));
        Assert.Equal("because", exception.Status.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100 % sure")]
    [InlineData("two\r\nlines\tand a tab")]
    [InlineData("顧客は見つかりません 🐘")]
    [InlineData("%41 is not A")]
    public async Task Fail_AnyDetail_ReachesTheClientUnchanged(string detail)
    {
        var exception = await CallAssert.EndsWithAsync(StatusCode.NotFound, () => Fail(StatusCode.NotFound, detail));
        Assert.Equal(detail, exception.Status.Detail);
    }

    [Fact]
    public async Task Fail_WithTrailers_ClientHasThem()
    {
        var exception = await CallAssert.EndsWithAsync(StatusCode.Aborted, () => Fail(StatusCode.Aborted, "x"));
        Assert.Equal("asked for", exception.Trailers.GetValue("t-reason"));
    }

    [Fact]
    public async Task Fail_WithDetails_ClientReadsTheFieldViolation()
    {
        var violation = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "customer_id" } } };
        var status = new RpcStatus { Code = 3, Message = "顧客", Details = { Any.Pack(violation) } };
        var call = Client.FailAsync(new FailRequest { Code = 3, Detail = status.Message, DetailsBin = status.ToByteString() });
        var exception = await CallAssert.EndsWithAsync(StatusCode.InvalidArgument, () => call.ResponseAsync);
        Assert.Equal(status, exception.GetRpcStatus());
        Assert.Equal("customer_id", exception.GetRpcStatus()!.Details[0].Unpack<BadRequest>().FieldViolations[0].Field);
    }

    [Fact]
    public void ToRpcException_AndBack_IsTheSame()
    {
        var status = new RpcStatus { Code = 9, Message = "no model" };
        Assert.Equal(status, status.ToRpcException().GetRpcStatus());
    }

    [Fact]
    public async Task Fail_HandlerThrows_ClientLearnsNothingOfIt()
    {
        var call = Client.FailAsync(new FailRequest { Throw = true, Detail = "the password is 1234" });
        var exception = await CallAssert.EndsWithAsync(StatusCode.Unknown, () => call.ResponseAsync);
        Assert.DoesNotContain("1234", exception.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Contains("the password is 1234", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fail_HandlerThrowsWithDetailedErrors_ClientSeesTheMessage()
    {
        var detailed = new TestServer();
        await detailed.StartAsync(options => options.EnableDetailedErrors = true);
        var client = new Protos.TestService.TestServiceClient(detailed.CreateChannel());
        var exception = await CallAssert.EndsWithAsync(
            StatusCode.Unknown, () => client.FailAsync(new FailRequest { Throw = true, Detail = "why" }).ResponseAsync);
        Assert.Contains("why", exception.Status.Detail, StringComparison.Ordinal);
        await detailed.DisposeAsync();
    }

    [Theory]
    [InlineData("churnpredict.transport.test.TestService", "Missing")]
    [InlineData("churnpredict.transport.test.Missing", "Unary")]
    public async Task Unary_UnknownMethod_IsUnimplemented(string service, string name)
    {
        var marshaller = Marshallers.Create(message => message.ToByteArray(), TestMessage.Parser.ParseFrom);
        var method = new Method<TestMessage, TestMessage>(MethodType.Unary, service, name, marshaller, marshaller);
        var invoker = server.CreateChannel().CreateCallInvoker();
        await CallAssert.EndsWithAsync(
            StatusCode.Unimplemented, () => invoker.AsyncUnaryCall(method, null, default, new TestMessage()).ResponseAsync);
    }

    [Fact]
    public async Task Unary_NoServer_IsUnavailable()
    {
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://127.0.0.1:1");
        var client = new Protos.TestService.TestServiceClient(channel);
        await CallAssert.EndsWithAsync(StatusCode.Unavailable, () => client.UnaryAsync(new TestMessage()).ResponseAsync);
    }

    [Fact]
    public async Task GetStatus_BeforeTheEnd_Throws()
    {
        using var call = Client.Chat();
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private Task Fail(StatusCode code, string detail) =>
        Client.FailAsync(new FailRequest { Code = (int)code, Detail = detail }).ResponseAsync;
}
