using System.Text;

namespace Grpc.Core;

/// <summary>One thing known about a peer.</summary>
public class AuthProperty
{
    private readonly byte[] _valueBytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = name;
        _valueBytes = valueBytes;
    }

    /// <summary>Name, for example <c>x509_common_name</c>.</summary>
    public string Name { get; }

    /// <summary>Value as text.</summary>
    public string Value => Encoding.UTF8.GetString(_valueBytes);

    /// <summary>Value as bytes, a copy.</summary>
    public byte[] ValueBytes => (byte[])_valueBytes.Clone();

    /// <summary>Makes a property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="valueBytes">Its value, UTF-8; copied.</param>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, (byte[])valueBytes.Clone());
    }
}
