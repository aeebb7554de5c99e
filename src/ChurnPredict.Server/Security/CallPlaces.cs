namespace ChurnPredict.Server.Security;

/// <summary>Places for calls of one kind; thread-safe.</summary>
/// <param name="maximum">Places there are.</param>
/// <param name="taken">What a refusal says of their number when all are taken, such as <c>calls are in flight</c>.</param>
internal sealed class CallPlaces(int maximum, string taken)
{
    private int _used;

    public int Maximum => maximum;

    public string Taken => taken;

    /// <summary>Takes a place; disposing gives it back, once. Null when all are taken.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _used) <= maximum) return new Place(this);
        Interlocked.Decrement(ref _used);
        return null;
    }

    private sealed class Place(CallPlaces places) : IDisposable
    {
        private CallPlaces? _places = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _places, null) is { } taken) Interlocked.Decrement(ref taken._used);
        }
    }
}
