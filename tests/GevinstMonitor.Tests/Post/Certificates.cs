using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GevinstMonitor.Tests.Post;

/// <summary>Certificates that are made for a test and known to nobody.</summary>
internal static class Certificates
{
    // Long before and long after any day that the tests run.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An authority that can sign.</summary>
    /// <param name="above">The authority that it has its right from; its own when left out.</param>
    public static X509Certificate2 Authority(string name, X509Certificate2? above = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        if (above is null)
            return Whole(request.CreateSelfSigned(From, To));
        using var signed = request.Create(above, From.AddDays(1), To.AddDays(-1), [5, 6, 7, 8]);
        return Whole(signed.CopyWithPrivateKey(key));
    }

    /// <summary>A server's certificate that it signed itself, for a name of a machine; 127.0.0.1 goes with localhost.</summary>
    public static X509Certificate2 Own(string host) => Server(host, request => Whole(request.CreateSelfSigned(From, To)));

    /// <summary>A server's certificate that an authority signed.</summary>
    public static X509Certificate2 Signed(string host, X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        using var signed = Request(host, key).Create(authority, From.AddDays(2), To.AddDays(-2), [1, 2, 3, 4]);
        return Whole(signed.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 Server(string host, Func<CertificateRequest, X509Certificate2> sign)
    {
        using var key = RSA.Create(2048);
        return sign(Request(host, key));
    }

    private static CertificateRequest Request(string host, RSA key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // Some platforms serve only what was loaded whole.
    private static X509Certificate2 Whole(X509Certificate2 made)
    {
        using (made)
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
