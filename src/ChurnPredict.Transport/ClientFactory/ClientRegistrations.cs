namespace ChurnPredict.Transport;

/// <summary>The names that clients were registered by.</summary>
internal sealed class ClientRegistrations
{
    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Another type has the name.</exception>
    public void Add(string name, Type type)
    {
        if (!_types.TryAdd(name, type) && _types[name] != type)
            throw new InvalidOperationException($"The gRPC clients {_types[name]} and {type} have the same name '{name}'; give one of them another.");
    }

    public bool Knows(string name) => _types.ContainsKey(name);
}
