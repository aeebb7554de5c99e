using ChurnPredict.Contracts;
using Google.Rpc;
using Grpc.Core;

namespace ChurnPredict.Server.Tests;

/// <summary>What a refused call told its client.</summary>
internal static class Refusal
{
    public static async Task<RpcException> OfAsync(StatusCode expected, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(expected == exception.StatusCode, $"found {exception.Status}, expected {expected}");
        Assert.NotEmpty(exception.Status.Detail);
        return exception;
    }

    /// <summary>The fields that an INVALID_ARGUMENT names, in order.</summary>
    public static async Task<string[]> FieldsOfAsync(Func<Task> call)
    {
        var exception = await OfAsync(StatusCode.InvalidArgument, call);
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        var violations = Assert.Single(status.Details).Unpack<BadRequest>().FieldViolations;
        Assert.All(violations, violation => Assert.NotEmpty(violation.Description));
        return [.. violations.Select(violation => violation.Field)];
    }
}
