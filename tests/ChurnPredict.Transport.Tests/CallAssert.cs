using Grpc.Core;

namespace ChurnPredict.Transport.Tests;

/// <summary>Shorter ways to look at how calls end.</summary>
internal static class CallAssert
{
    /// <summary>The exception of a call that must end with a status.</summary>
    public static async Task<RpcException> EndsWithAsync(StatusCode expected, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(expected == exception.StatusCode, $"Found {exception.Status}; expected {expected}.");
        return exception;
    }
}
