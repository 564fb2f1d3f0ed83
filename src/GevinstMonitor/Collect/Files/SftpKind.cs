using System.ComponentModel;
using System.IO.Enumeration;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace GevinstMonitor.Collect.Files;

[Description("A file of separated values on an SFTP server.")]
public sealed record SftpSettings : TextSettings
{
    [Description("The server's name or address.")]
    public required string Host { get; init; }

    [Description("The server's port.")]
    public int Port { get; init; } = 22;

    [Description("The user; give it one that can only read.")]
    public required string User { get; init; }

    [Description("The user's password, by reference: { env: NAME } or { file: path }; or state 'privateKey'.")]
    public Secret? Password { get; init; }

    [Description("The user's private key, by reference: { env: NAME } or { file: path }; or state 'password'.")]
    public Secret? PrivateKey { get; init; }

    [Description("What the private key is locked with, by reference.")]
    public Secret? Passphrase { get; init; }

    [Description("The fingerprint of the server's key, SHA256:…, as its owner states it; no other server is talked to. With \"SHA256:\" alone, check --connect says which one the server shows.")]
    public required string HostKey { get; init; }

    [Description("The whole path on the server. The file name may hold * and ?: the newest file that matches is read.")]
    public required string File { get; init; }

    protected override string What => "a file";

    internal override string Pattern => File;

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (Port is < 1 or > 65535)
            fault("port", "'port' must be 1 to 65535");
        if ((Password is null) == (PrivateKey is null))
            fault(Password is null ? "password" : "privateKey", "state 'password' or 'privateKey', one of the two");
        if (Passphrase is not null && PrivateKey is null)
            fault("passphrase", "'passphrase' is for 'privateKey'; leave it out");
        foreach (var (key, secret) in new[] { ("password", Password), ("privateKey", PrivateKey), ("passphrase", Passphrase) })
        {
            if (secret is { NamesOne: false })
                fault(key, $"'{key}' {Secret.MustNameOne}");
        }

        if (!HostKey.StartsWith(SftpKind.Sha256, StringComparison.Ordinal) || HostKey.Length is not (7 or 50))
            fault("hostKey", "'hostKey' must be SHA256: and the 43 characters of the fingerprint; with \"SHA256:\" alone, check --connect says what the server shows");
        if (File.EndsWith('/'))
            fault("file", $"'{File}' is a folder; name the file in it");
        else if (File.AsSpan(0, File.LastIndexOf('/') + 1).ContainsAny("*?"))
            fault("file", $"'{File}': only the file name may hold * and ?, not the folder");
    }
}

/// <summary>Reads the newest file that matches on an SFTP server whose key is the one that was pinned.</summary>
public sealed class SftpKind : SourceKind<SftpSettings>
{
    internal const string Sha256 = "SHA256:";

    protected override string Asked(SftpSettings source, IndicatorFile indicator) =>
        $"{Columns.Quoted(source.File)} on {source.Host}:{source.Port}: {Columns.Asked(indicator)}\n{source.TextMarks}, {Columns.Periods(indicator)}";

    protected override async Task ReadAsync(SftpSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        using var client = await ConnectAsync(source, ct);
        var (path, length) = await NewestAsync(client, source.File, ct);
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (length > SourceFiles.MostBytes)
            throw SourceFiles.TooLarge(name);
        try
        {
            await using var stream = await client.OpenAsync(path, FileMode.Open, FileAccess.Read, ct);
            await SeparatedValues.ReadAsync(stream, name, source, ask, rows, ct, SourceFiles.AtStar(source.File, name));
            if (stream.Position != length)
                throw new SourceException(CollectFault.Truncated, $"{name}: the file changed while it was read", transient: true);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Understand(e) is { Fault: CollectFault.Unreachable })
        {
            throw new SourceException(CollectFault.Truncated, $"{name}: the connection broke in the middle of the file", transient: true, e);
        }
    }

    public override SourceException? Understand(Exception exception) => exception switch
    {
        SshAuthenticationException => new(CollectFault.LoginRefused, "the server refused the user, or its password or key", inner: exception),
        SftpPermissionDeniedException => new(CollectFault.LoginRefused, "the server lets this user not read that file or folder", inner: exception),
        SftpPathNotFoundException => new(CollectFault.FileMissing, "the file or its folder is not there", inner: exception),
        SshOperationTimeoutException => new(CollectFault.TimedOut, "the server did not answer in time", transient: true, exception),
        SshException or SocketException or IOException or ObjectDisposedException => new(CollectFault.Unreachable, "the server cannot be reached, or broke the connection", transient: true, exception),
        _ => null,
    };

    private static async Task<SftpClient> ConnectAsync(SftpSettings source, CancellationToken ct)
    {
        using var login = Login(source);
        var client = new SftpClient(new ConnectionInfo(source.Host, source.Port, source.User, login) { Timeout = source.Timeout }) { OperationTimeout = source.Timeout };
        var shown = (string?)null;
        client.HostKeyReceived += (_, key) =>
        {
            shown = $"{Sha256}{key.FingerPrintSHA256} ({key.HostKeyName})";
            key.CanTrust = $"{Sha256}{key.FingerPrintSHA256}" == source.HostKey;
        };
        try
        {
            await client.ConnectAsync(ct);
            return client;
        }
        catch (Exception e)
        {
            client.Dispose();
            if (shown is null || shown.StartsWith($"{source.HostKey} ", StringComparison.Ordinal))
                throw;
            throw new SourceException(CollectFault.TlsRefused, $"the server shows the key {shown}, which is not the one in hostKey; put it there only when the server's owner says that it is theirs", inner: e);
        }
    }

    private static AuthenticationMethod Login(SftpSettings source)
    {
        try
        {
            if (source.Password is { } password)
                return new PasswordAuthenticationMethod(source.User, password.Reveal(source.Folders.Root));
            using var key = new MemoryStream(Encoding.UTF8.GetBytes(source.PrivateKey!.Reveal(source.Folders.Root) + "\n"));
            return new PrivateKeyAuthenticationMethod(source.User, new PrivateKeyFile(key, source.Passphrase?.Reveal(source.Folders.Root)));
        }
        catch (SecretMissingException e)
        {
            throw new SourceException(CollectFault.LoginRefused, e.Message, inner: e);
        }
        catch (Exception e) when (e is SshException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException or CryptographicException or IOException)
        {
            throw new SourceException(CollectFault.LoginRefused, "the private key is none that SSH knows, or its passphrase is missing or wrong", inner: e);
        }
    }

    private static async Task<(string Path, long Length)> NewestAsync(SftpClient client, string file, CancellationToken ct)
    {
        var slash = file.LastIndexOf('/');
        var pattern = file[(slash + 1)..];
        if (!pattern.AsSpan().ContainsAny("*?"))
            return (file, (await client.GetAttributesAsync(file, ct)).Size);
        var newest = (ISftpFile?)null;
        await foreach (var found in client.ListDirectoryAsync(slash < 0 ? "." : file[..(slash + 1)], ct))
        {
            if (found.IsRegularFile && FileSystemName.MatchesSimpleExpression(pattern, found.Name, ignoreCase: false) && IsNewer(found, newest))
                newest = found;
        }

        return newest is null ? throw new SourceException(CollectFault.FileMissing, $"no file matches '{file}'") : (newest.FullName, newest.Length);
    }

    // Of those changed at one time the last by name.
    private static bool IsNewer(ISftpFile file, ISftpFile? than) => than is null || file.LastWriteTimeUtc > than.LastWriteTimeUtc
        || (file.LastWriteTimeUtc == than.LastWriteTimeUtc && string.CompareOrdinal(file.Name, than.Name) > 0);
}
