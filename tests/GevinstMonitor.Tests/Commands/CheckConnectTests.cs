using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Commands;

/// <summary><c>check --connect</c>: what every source answers, and whether letters would leave. Nothing is stored, nothing is sent.</summary>
public sealed partial class CheckConnectTests
{
    private const string Password = "hemmeligt-42";

    [Fact]
    public async Task Connect_WhereAllAnswer_Is0AndShowsWhatEachGave()
    {
        await using var server = new LoopbackSmtp();
        using var town = Mailing(server.Port)
            .Write("config/indicators/andel.yml", Indicator.Replace("period: måned,", "period: måned, unit: enhed,", StringComparison.Ordinal))
            .Write("config/maalinger.csv", $"måned;enhed;digitale;alle\n2026-06;nord;5;9\n2026-06;vest;5;9\n2026-06;;x;9\n");

        var said = await CheckAsync(town);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.StartsWith("no faults: 1 source, 1 indicator, 1 plan, 1 benefit\n", said.Out, StringComparison.Ordinal);
        Assert.Contains("source indicator outcome rows newest period units unknown units", OneSpace(said.Out), StringComparison.Ordinal);
        Assert.Contains("maalinger andel taken, 1 row not used 3 2026-06 1 vest", OneSpace(said.Out), StringComparison.Ordinal);
        Assert.Contains("Not used: andel: maalinger.csv:4: not a number where one was promised; the figure is not known. See decimal, thousands and missing of the source", OneSpace(said.Out), StringComparison.Ordinal);
        Assert.EndsWith("mail: letters would leave\n", said.Out, StringComparison.Ordinal);
        Assert.Contains(server.Heard, line => line.StartsWith("EHLO", StringComparison.Ordinal));
        Assert.Empty(server.Letters);
        Assert.False(File.Exists(town.StoreFile));
    }

    [Fact]
    public async Task Connect_WhereSourcesFail_Is1AndSaysOfEachWhy()
    {
        using var town = Given.OneBenefit()
            .Write("config/sources/server.yml", "id: server\nkind: postgres\nconnectionString: { env: TOWN_SERVER }\n")
            .Write("config/indicators/svartid.yml", Collect.Collecting.Query("select 1", "value").Replace("id: andel", "id: svartid", StringComparison.Ordinal).Replace("source: maalinger", "source: server", StringComparison.Ordinal));

        var said = await CheckAsync(town, $"TOWN_SERVER=Host=127.0.0.1;Port=1;Username=x;Password={Password};Database=x;Timeout=2");

        Assert.Equal((1, ""), (said.Exit, said.Error));
        Assert.Contains("maalinger andel file-missing: no file matches 'maalinger.csv'", OneSpace(said.Out), StringComparison.Ordinal);
        Assert.Contains("server svartid unreachable: ", OneSpace(said.Out), StringComparison.Ordinal);
        // Of what did not answer no number is known, not even 0.
        Assert.All(said.Out.Split('\n').Where(line => line.Contains("svartid", StringComparison.Ordinal)), line => Assert.DoesNotMatch(" 0 ", line));
        Assert.DoesNotContain(Password, said.Out, StringComparison.Ordinal);
        Assert.EndsWith("mail: letters would leave\n", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutAMailServer_Is1AndSaysWhere()
    {
        var port = ClosedPort();
        using var town = Mailing(port).Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));

        var said = await CheckAsync(town);

        Assert.Equal(1, said.Exit);
        Assert.Contains("maalinger andel taken 1", OneSpace(said.Out), StringComparison.Ordinal);
        Assert.Contains($"mail: the mail server localhost:{port} cannot be reached: ", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Out + said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithAFaultInTheConfiguration_Is2AndTriesNothing()
    {
        await using var server = new LoopbackSmtp();
        using var town = Mailing(server.Port).Write("config/sources/maalinger.yml", Given.Source + "\nfarve: rød\n");

        var said = await CheckAsync(town);

        Assert.Equal(2, said.Exit);
        Assert.EndsWith("1 fault\n", said.Out, StringComparison.Ordinal);
        Assert.Empty(server.Heard);
    }

    // A source is asked for as many periods as the indicator's history, up to today: long enough for these figures to be of them in many years too.
    private const string Indicator = Given.Indicator + "\nhistory: 1000\n";

    private static Town Mailing(int port) => new Town(PostTown.Smtp("localhost", port, "none", login: false, authority: false))
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Indicator)
        .Write("config/plans/post.yml", Given.Plan);

    private static async Task<Said> CheckAsync(Town town, params string[] environment)
    {
        using var gevinst = Gevinst.Start(["check", "--connect", "--config", town.Config], environment);
        return await gevinst.EndAsync();
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string OneSpace(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
