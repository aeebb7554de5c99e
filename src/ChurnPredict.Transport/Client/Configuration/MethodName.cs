namespace Grpc.Net.Client.Configuration;

/// <summary>Names the methods that a <see cref="MethodConfig"/> is for.</summary>
public sealed class MethodName
{
    /// <summary>Every method of every service.</summary>
    public static readonly MethodName Default = new();

    /// <summary>The service with its package; null: every service.</summary>
    public string? Service { get; set; }

    /// <summary>The method; null: every method of the service.</summary>
    public string? Method { get; set; }
}
