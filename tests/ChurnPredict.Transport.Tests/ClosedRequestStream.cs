namespace ChurnPredict.Transport.Tests;

/// <summary>Never answers, and writes requests to a stream that is closed already, as after a connection's end.</summary>
internal sealed class ClosedRequestStream : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var closed = new Closed();
        await request.Content!.CopyToAsync(closed, CancellationToken.None);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("waited for ever");
    }

    private sealed class Closed : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(new ObjectDisposedException("request stream"));

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
