using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport.Tests;

/// <summary>Shorter ways to look at how calls end.</summary>
internal static class CallAssert
{
    /// <summary>Whether it is our transport that is tested, not the official packages under the same names.</summary>
    public static bool IsOurTransport { get; } = typeof(GrpcChannel).Assembly.GetName().Name == "ChurnPredict.Transport";

    /// <summary>The exception of a call that must end with a status.</summary>
    public static async Task<RpcException> EndsWithAsync(StatusCode expected, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(expected == exception.StatusCode, $"Found {exception.Status}; expected {expected}.");
        return exception;
    }
}
