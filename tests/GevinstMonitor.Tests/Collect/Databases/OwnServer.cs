using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>
/// A database server of a test's own, which it may stop and start: from Debian's packages, on 127.0.0.1 and a free port, with its data in a temporary folder.
/// Skips the test aloud where the shared servers are not used either, or cannot be installed.
/// </summary>
internal abstract class OwnServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-own-");
    private Process? _server;

    protected OwnServer(string kind)
    {
        var variable = $"GEVINST_TEST_{kind.ToUpperInvariant()}";
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)), $"no server: {variable} holds no connection string");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", $"no {kind} of the test's own: it is started as root on Debian");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public string Port { get; }

    public abstract string ConnectionString { get; }

    protected string Data => Path.Combine(_folder.FullName, "data");

    protected string Secret { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public static OwnServer Of(string kind) => kind == "postgres" ? new OwnPostgres() : new OwnMariaDb();

    /// <summary>Starts the server, with data that were made the first time.</summary>
    /// <param name="certificate">To have it speak TLS; null to have it not.</param>
    public async Task StartAsync(X509Certificate2? certificate = null)
    {
        if (!Directory.Exists(Data))
        {
            // The server's user passes through here.
            await RunAsync("chmod", "755", _folder.FullName);
            await MakeAsync();
        }

        var arguments = Arguments();
        if (certificate is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "own.crt"), certificate.ExportCertificatePem());
            using var key = certificate.GetRSAPrivateKey()!;
            await File.WriteAllTextAsync(Path.Combine(Data, "own.key"), key.ExportPkcs8PrivateKeyPem());
            await RunAsync("chmod", "400", Path.Combine(Data, "own.key"));
            await RunAsync("chown", "--reference", Data, Path.Combine(Data, "own.crt"), Path.Combine(Data, "own.key"));
            arguments = [.. arguments, .. TlsArguments(Path.Combine(Data, "own.crt"), Path.Combine(Data, "own.key"))];
        }

        var (ready, said) = (new TaskCompletionSource(), new ConcurrentQueue<string>());
        _server = Launch(arguments, line =>
        {
            said.Enqueue(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal) || line.Contains("ready for connections", StringComparison.Ordinal))
                ready.TrySetResult();
        });
        await Task.WhenAny(ready.Task, _server.WaitForExitAsync());
        Assert.True(ready.Task.IsCompleted, string.Join(Environment.NewLine, said));
    }

    /// <summary>Ends the server at once, as when the machine's power goes.</summary>
    public async Task KillAsync()
    {
        _server!.Kill(entireProcessTree: true);
        await EndedAsync();
    }

    /// <summary>Stops the server as its operator does: it tells everybody who is connected.</summary>
    public async Task StopAsync()
    {
        await RunAsync("kill", "-s", StopSignal, _server!.Id.ToString(CultureInfo.InvariantCulture));
        await EndedAsync();
    }

    private async Task EndedAsync()
    {
        await _server!.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await KillAsync();
        _folder.Delete(recursive: true);
    }

    protected abstract string StopSignal { get; }

    protected abstract Task MakeAsync();

    protected abstract string[] Arguments();

    protected abstract string[] TlsArguments(string certificate, string key);

    protected static async Task RunAsync(params string[] command)
    {
        var said = new ConcurrentQueue<string>();
        using var process = Launch(command, said.Enqueue);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Join(Environment.NewLine, said));
    }

    private static Process Launch(string[] command, Action<string> says)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => says(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => says(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

internal sealed class OwnPostgres() : OwnServer("postgres")
{
    private static readonly string Programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/";

    public override string ConnectionString => $"Host=localhost;Port={Port};Username=gevinst;Password={Secret};Database=postgres";

    // Without waiting for anybody to hang up.
    protected override string StopSignal => "INT";

    protected override async Task MakeAsync()
    {
        await RunAsync("install", "-d", "-o", "postgres", "-m", "700", Data);
        await File.WriteAllTextAsync(Data + ".secret", Secret);
        await RunAsync("chown", "postgres", Data + ".secret");
        await RunAsync("runuser", "-u", "postgres", "--", Programs + "initdb", "-D", Data, "-U", "gevinst", $"--pwfile={Data}.secret", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
    }

    // Without runuser, whose child the server would be.
    protected override string[] Arguments() =>
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Programs + "postgres", "-D", Data, "-p", Port, "-c", "listen_addresses=localhost", "-c", "unix_socket_directories=", "-c", "fsync=off"];

    protected override string[] TlsArguments(string certificate, string key) => ["-c", "ssl=on", "-c", $"ssl_cert_file={certificate}", "-c", $"ssl_key_file={key}"];
}

internal sealed class OwnMariaDb() : OwnServer("mysql")
{
    public override string ConnectionString => $"Server=localhost;Port={Port};User ID=gevinst;Password={Secret};Database=mysql";

    protected override string StopSignal => "TERM";

    protected override async Task MakeAsync()
    {
        await RunAsync("install", "-d", "-o", "mysql", "-m", "700", Data);
        await RunAsync("mariadb-install-db", "--no-defaults", "--user=mysql", $"--datadir={Data}", $"--tmpdir={Data}", "--auth-root-authentication-method=normal", "--skip-test-db");
        // A statement a line.
        await File.WriteAllLinesAsync(Data + ".sql", [$"create user if not exists gevinst@localhost identified by '{Secret}';", "grant all on *.* to gevinst@localhost;"]);
        await RunAsync("chown", "mysql", Data + ".sql");
    }

    protected override string[] Arguments() =>
        ["mariadbd", "--no-defaults", "--user=mysql", $"--datadir={Data}", $"--tmpdir={Data}", "--bind-address=127.0.0.1", $"--port={Port}", $"--socket={Data}/server.sock", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", $"--init-file={Data}.sql"];

    protected override string[] TlsArguments(string certificate, string key) => [$"--ssl-cert={certificate}", $"--ssl-key={key}"];
}
