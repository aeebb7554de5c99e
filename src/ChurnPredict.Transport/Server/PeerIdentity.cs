using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>What a client's certificate says about it, under the property names of gRPC.</summary>
internal static class PeerIdentity
{
    private const string CommonName = "x509_common_name";
    private const string AlternativeName = "x509_subject_alternative_name";

    public static AuthContext Read(X509Certificate2? certificate)
    {
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        if (certificate is null)
            return new AuthContext(null, properties);
        foreach (var name in AlternativeNames(certificate))
            Add(properties, AlternativeName, name);
        var commonName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (commonName.Length > 0)
            Add(properties, CommonName, commonName);
        var identity = properties.ContainsKey(AlternativeName) ? AlternativeName : CommonName;
        return new AuthContext(properties.ContainsKey(identity) ? identity : null, properties);
    }

    private static IEnumerable<string> AlternativeNames(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension =>
            extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())));

    private static void Add(Dictionary<string, List<AuthProperty>> properties, string name, string value)
    {
        if (!properties.TryGetValue(name, out var values))
            properties[name] = values = [];
        values.Add(AuthProperty.Create(name, Encoding.UTF8.GetBytes(value)));
    }
}
