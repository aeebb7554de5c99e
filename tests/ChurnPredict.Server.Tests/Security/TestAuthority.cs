using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChurnPredict.Server.Tests.Security;

/// <summary>A certificate authority made for one test; writes PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddHours(-1);
    private static readonly DateTimeOffset To = From.AddHours(12);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly TestFolder _folder;
    private readonly string _name;
    private byte _serial;

    public TestAuthority(TestFolder folder, string name)
    {
        (_folder, _name) = (folder, name);
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(From, To);
    }

    /// <summary>Its own certificate.</summary>
    public string Write() => Write($"{_name}.pem", _certificate.ExportCertificatePem());

    /// <summary>A certificate for this machine, signed by it, and its key.</summary>
    /// <param name="subject">Also the files' name.</param>
    /// <param name="to">Until when it holds; null = for hours.</param>
    public (string Certificate, string Key) Issue(string subject, DateTimeOffset? to = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, From, to ?? To.AddHours(-1), [++_serial]);
        return (Write($"{subject}.pem", certificate.ExportCertificatePem()), Write($"{subject}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private string Write(string name, string pem)
    {
        File.WriteAllText(_folder.File(name), pem);
        return _folder.File(name);
    }
}
