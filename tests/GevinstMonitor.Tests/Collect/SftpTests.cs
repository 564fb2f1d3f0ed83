using System.Net;
using System.Net.Sockets;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>Files on a real SSH server.</summary>
public sealed class SftpTests
{
    private static readonly string May = Given.Figures(("2026-05", 505));

    [Fact]
    public async Task File_ByItsPath_IsRead()
    {
        using var sshd = new Sshd().Write("maalinger.csv", May);
        using var town = Of(sshd);
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Pattern_SeveralMatch_TheLastChangedIsReadAndItsNameMayHoldThePeriod()
    {
        using var sshd = new Sshd().Write("tal-2026-06.csv", "digitale;alle\n1;10\n").Write("tal-2026-05.csv", "digitale;alle\n2;10\n").Write("andet.csv", "digitale;alle\n3;10\n");
        Directory.CreateDirectory(sshd.PathOf("files/tal-2026-07.csv"));
        File.SetLastWriteTimeUtc(sshd.PathOf("files/tal-2026-06.csv"), new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        using var town = Of(sshd, "tal-*.csv").Write("config/indicators/andel.yml", Given.Indicator.Replace("period: måned", "period: '{*}'", StringComparison.Ordinal));
        Assert.Equal(["* 2026-05 2/10"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Login_ByAKeyThatIsLocked_TakesItsPassphrase()
    {
        using var sshd = new Sshd().Write("maalinger.csv", May);
        using var town = Of(sshd, login: Key(sshd, "locked") + "\npassphrase: { file: secret.txt }").Write("config/secret.txt", Sshd.Passphrase);
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Login_ByPassword_IsLetIn()
    {
        using var sshd = new Sshd(withPassword: true).Write("maalinger.csv", May);
        using var town = Of(sshd, login: "password: { file: secret.txt }").Write("config/secret.txt", Sshd.Password);
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("password: { file: secret.txt }", "the server refused the user, or its password or key")]
    [InlineData("privateKey: { file: stranger }", "the server refused the user, or its password or key")]
    [InlineData("privateKey: { file: locked }", "the private key is none that SSH knows, or its passphrase is missing or wrong")]
    [InlineData("privateKey: { file: locked }\npassphrase: { file: secret.txt }", "the private key is none that SSH knows, or its passphrase is missing or wrong")]
    [InlineData("privateKey: { file: secret.txt }", "the private key is none that SSH knows, or its passphrase is missing or wrong")]
    [InlineData("privateKey: { file: mangler.txt }", "the secret file mangler.txt cannot be read")]
    public async Task Login_ThatIsWrong_IsRefusedWithoutTheSecret(string login, string says)
    {
        using var sshd = new Sshd().Write("maalinger.csv", May);
        using var town = Of(sshd, login: login).Write("config/secret.txt", "forkert-4711");
        foreach (var key in new[] { "stranger", "locked" })
            File.Copy(sshd.PathOf(key), town.PathOf($"config/{key}"));
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.LoginRefused, says), (failed.Fault, failed.Detail));
    }

    [Theory]
    [InlineData("SHA256:")]
    [InlineData("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task HostKey_ThatIsNotTheOnePinned_IsShownAndNothingIsSaidToThatServer(string pinned)
    {
        using var sshd = new Sshd().Write("maalinger.csv", May);
        using var town = Of(sshd, hostKey: pinned);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.TlsRefused, $"the server shows the key {sshd.HostKey} (ssh-ed25519), which is not the one in hostKey; put it there only when the server's owner says that it is theirs"), (failed.Fault, failed.Detail));
        Assert.Equal(1, sshd.Connections);
    }

    [Theory]
    [InlineData("mangler.csv", "the file or its folder is not there")]
    [InlineData("mangler-*.csv", "no file matches")]
    [InlineData("mangler/tal-*.csv", "the file or its folder is not there")]
    public async Task File_ThatIsNotThere_IsMissing(string file, string says)
    {
        using var sshd = new Sshd().Write("maalinger.csv", May);
        using var town = Of(sshd, file);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(CollectFault.FileMissing, failed.Fault);
        Assert.StartsWith(says, failed.Detail);
    }

    [Fact]
    public async Task File_LargerThanAnyExport_IsTooLargeAndNotFetched()
    {
        using var sshd = new Sshd().Write("maalinger.csv", "");
        using (var stream = new FileStream(sshd.PathOf("files/maalinger.csv"), FileMode.Open))
            stream.SetLength((1L << 30) + 1);
        using var town = Of(sshd);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.TooLarge, "maalinger.csv: more than 1024 MB; export less, or fewer columns"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task Connection_ThatBreaksInTheMiddleOfTheFile_IsTruncatedAndNothingOfItCounts()
    {
        using var sshd = new Sshd().Write("maalinger.csv", Long());
        sshd.Trouble = (500_000, () => false);
        using var town = Of(sshd);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Truncated, "maalinger.csv: the connection broke in the middle of the file"), (failed.Fault, failed.Detail));
        Assert.Equal(3, sshd.Connections);
    }

    [Fact]
    public async Task Connection_ThatBreaksOnce_IsTriedAgain()
    {
        using var sshd = new Sshd().Write("maalinger.csv", Long());
        sshd.Trouble = (500_000, () => sshd.Connections > 1);
        using var town = Of(sshd);
        Assert.Equal(Rows, (await town.ReadAsync()).Taken().Rows);
    }

    [Fact]
    public async Task File_ThatShrinksWhileItIsRead_IsTruncated()
    {
        using var sshd = new Sshd().Write("maalinger.csv", Long());
        // By whole lines, at each try.
        sshd.Trouble = (500_000, () =>
        {
            using var stream = new FileStream(sshd.PathOf("files/maalinger.csv"), FileMode.Open);
            stream.SetLength(stream.Length - ("2026-05;001;1000\n".Length * 100_000));
            return true;
        }
        );
        using var town = Of(sshd);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Truncated, "maalinger.csv: the file changed while it was read"), (failed.Fault, failed.Detail));
        Assert.Equal(3, sshd.Connections);
    }

    [Fact]
    public async Task File_ThatIsStillBeingWritten_IsTruncated()
    {
        using var sshd = new Sshd().Write("maalinger.csv", May + "2026-06;5");
        using var town = Of(sshd);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.Truncated, "maalinger.csv: the last line breaks off in the middle; the file is not whole"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsUnreachable()
    {
        using var town = Of(1, "SHA256:", "/maalinger.csv", "password: { file: secret.txt }").Write("config/secret.txt", "x");
        Assert.Equal(CollectFault.Unreachable, (await town.ReadAsync()).Failed().Fault);
    }

    [Fact]
    public async Task Server_ThatSaysNothing_IsGivenUpInTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var town = Of(((IPEndPoint)silent.LocalEndpoint).Port, "SHA256:", "/maalinger.csv", "password: { file: secret.txt }\ntimeout: 500ms").Write("config/secret.txt", "x");
#pragma warning disable RS0030 // A server that says nothing is given up by the clock on the wall.
        var failed = (await town.ReadAsync(TimeProvider.System)).Failed();
#pragma warning restore RS0030
        Assert.Equal(CollectFault.TimedOut, failed.Fault);
    }

    [Fact]
    public async Task Reading_ThatIsStoppedInTheMiddleOfTheFile_Stops()
    {
        using var sshd = new Sshd().Write("maalinger.csv", Long());
        using var stop = new CancellationTokenSource();
        using var stopped = new ManualResetEventSlim();
        sshd.Trouble = (500_000, () =>
        {
            stop.Cancel();
            // The rest comes only when nobody waits for it any more.
            stopped.Wait(TestContext.Current.CancellationToken);
            return false;
        }
        );
        using var town = Of(sshd);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => town.ReadAsync(ct: stop.Token));
        stopped.Set();
        Assert.Equal(1, sshd.Connections);
    }

    private const int Rows = 600_000;

    // More than is fetched ahead.
    private static string Long() => "måned;digitale;alle\n" + string.Concat(Enumerable.Repeat("2026-05;001;1000\n", Rows));

    private static string Key(Sshd sshd, string key) => $"privateKey: {{ file: {sshd.PathOf(key)} }}";

    private static Town Of(Sshd sshd, string file = "maalinger.csv", string? login = null, string? hostKey = null) =>
        Of(sshd.Port, hostKey ?? sshd.HostKey, sshd.PathOf($"files/{file}"), login ?? Key(sshd, "user"));

    private static Town Of(int port, string hostKey, string file, string login) => new Town().Write("config/indicators/andel.yml", Given.Indicator).Write("config/sources/maalinger.yml", $"""
        id: maalinger
        kind: sftp
        host: 127.0.0.1
        port: {port}
        user: {Sshd.User}
        hostKey: "{hostKey}"
        file: "{file}"
        {login}
        """);
}
