using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GevinstMonitor.Tests.Collect;

/// <summary>
/// Debian's SSH server with keys and settings of its own in a temporary folder. Each connection to <see cref="Port"/> is answered by a process
/// <c>sshd -i</c> that talks through this one, which can break the connection in the middle.
/// </summary>
internal sealed class Sshd : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-sshd-");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private readonly bool _withPassword;

    /// <param name="withPassword">A password of the test's own for the user: the server sees another /etc/shadow, which takes a mount namespace.</param>
    public Sshd(bool withPassword = false)
    {
        Assert.SkipUnless(File.Exists(Program), $"no SSH server: {Program} is not installed");
        _withPassword = withPassword;
        if (withPassword)
            Assert.SkipUnless(Run("unshare", "-m", "true").Exit == 0, "no mount namespaces: the password of a real user cannot be stood in for");
        // Where the server expects an empty folder when it runs as root.
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        foreach (var (key, passphrase) in new[] { ("host", ""), ("user", ""), ("locked", Passphrase), ("stranger", "") })
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", PathOf(key));
        File.WriteAllText(PathOf("authorized"), File.ReadAllText(PathOf("user.pub")) + File.ReadAllText(PathOf("locked.pub")));
        File.WriteAllText(PathOf("shadow"), $"{User}:{Run("openssl", "passwd", "-6", Password).Out.Trim()}:19000:0:99999:7:::\nsshd:!:19000::::::\n");
        File.WriteAllText(PathOf("sshd.conf"), $"""
            HostKey {PathOf("host")}
            AuthorizedKeysFile {PathOf("authorized")}
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication yes
            KbdInteractiveAuthentication no
            PidFile none
            Subsystem sftp internal-sftp
            """);
        Directory.CreateDirectory(PathOf("files"));
        _listener.Start();
        _listening = ListenAsync();
    }

    public const string Password = "adgangskode-4711";
    public const string Passphrase = "laasen-er-blaa";

    public static string User => Environment.UserName;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The fingerprint of the server's key, as its owner would state it.</summary>
    public string HostKey => Run("ssh-keygen", "-l", "-f", PathOf("host.pub")).Out.Split(' ')[1];

    /// <summary>Called when so many bytes have gone to the client; false breaks the connection.</summary>
    public (long After, Func<bool> Do)? Trouble { get; set; }

    /// <summary>How many connections there have been.</summary>
    public int Connections { get; private set; }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public Sshd Write(string file, string text)
    {
        File.WriteAllText(PathOf($"files/{file}"), text);
        return this;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _listening.Wait();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ListenAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        using var server = Process.Start(_withPassword
            ? Start("unshare", "-m", "sh", "-c", $"mount --bind {PathOf("shadow")} /etc/shadow && exec {Program} -i -e -f {PathOf("sshd.conf")}")
            : Start(Program, "-i", "-e", "-f", PathOf("sshd.conf")))!;
        var network = client.GetStream();
        var said = server.StandardError.ReadToEndAsync(CancellationToken.None);
        await Task.WhenAny(CopyAsync(network, server.StandardInput.BaseStream, null), CopyAsync(server.StandardOutput.BaseStream, network, Trouble));
        client.Close();
        if (!server.HasExited)
            server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(CancellationToken.None);
        await said;
    }

    private async Task CopyAsync(Stream from, Stream to, (long After, Func<bool> Do)? trouble)
    {
        var (buffer, sent) = (new byte[16384], 0L);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (trouble is { } t && sent < t.After && (sent += read) >= t.After && !t.Do())
                    return;
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                await to.FlushAsync(_stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }

    private static ProcessStartInfo Start(string program, params IEnumerable<string> arguments) =>
        new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private static (int Exit, string Out) Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
