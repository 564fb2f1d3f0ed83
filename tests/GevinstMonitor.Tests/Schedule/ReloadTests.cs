using System.Globalization;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A worker whose configuration changes while it runs.</summary>
public sealed partial class ReloadTests
{
    [Fact]
    public async Task Run_WhoseConfigurationChanges_WorksByTheNewOneIfItHasNoFault()
    {
        var port = Gevinst.FreePort();
        using var town = Worker(port);
        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        var first = VersionIn(await gevinst.LineAsync("At work by configuration"));
        await gevinst.LineAsync("Sweep: ");

        // With a fault: the one before goes on, and operations hear.
        town.Write("config/indicators/andel.yml", Given.Indicator.Replace("better: higher", "better: taller", StringComparison.Ordinal));
        Assert.Contains($"the worker goes on by configuration {first}: ", await gevinst.LineAsync("changed and is refused"), StringComparison.Ordinal);
        Assert.Equal(["0", "0", "1"], await ReloadsAsync(port));
        // The same file, with another fault: that is no news to operations.
        town.Write("config/indicators/andel.yml", Given.Indicator.Replace("better: higher", "better: sideways", StringComparison.Ordinal));
        await gevinst.LineAsync("sideways");

        // Without: a second indicator of another source is read at once, for its hour was missed.
        town.Write("config/sources/andre.yml", Given.Source.Replace("id: maalinger", "id: andre", StringComparison.Ordinal))
            .Write("config/indicators/anden.yml", Given.Indicator.Replace("id: andel", "id: anden", StringComparison.Ordinal).Replace("source: maalinger", "source: andre", StringComparison.Ordinal))
            .Write("config/indicators/andel.yml", Given.Indicator);
        await gevinst.LineAsync("Round andre: 1 readings, 0 failed");
        Assert.Equal(["1", "1", "2"], await ReloadsAsync(port));

        gevinst.Terminate();
        var said = await gevinst.EndAsync();
        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Equal(2, Regex.Count(said.Out, "At work by configuration"));
        // It was told and is over, once each; nothing was read twice.
        Assert.Equal(["ConfigRefused 1", "ConfigRefused 0"], town.Query<string>("select concat_ws(' ', t.kind, c.began) from troubles t join trouble_changes c on c.trouble_id = t.trouble_id where t.kind = 'ConfigRefused' order by c.change_id"));
        Assert.Equal(["anden 1", "andel 1"], town.Query<string>("select concat_ws(' ', indicator_id, count(*)) from readings group by indicator_id order by indicator_id desc"));
    }

    [Fact]
    public async Task Run_OnSighup_TakesUpTheConfigurationThoughItsFilesAreTheSame()
    {
        var port = Gevinst.FreePort();
        using var town = Worker(port);
        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        var first = VersionIn(await gevinst.LineAsync("At work by configuration"));
        await gevinst.LineAsync("Round maalinger: ");
        gevinst.Signal("HUP");
        await gevinst.LineAsync($"At work by configuration {first}", times: 2);
        // A store that cannot be opened is no reason to stop.
        town.Write("config/gevinstmonitor.yml", (await File.ReadAllTextAsync(town.PathOf("config/gevinstmonitor.yml"), TestContext.Current.CancellationToken)).Replace("store.db", "config/maalinger.csv/store.db", StringComparison.Ordinal));
        Assert.Contains(first, await gevinst.LineAsync("changed and is refused"), StringComparison.Ordinal);
        Assert.Equal(["0", "1", "1"], await ReloadsAsync(port));

        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
    }

    [Fact]
    public async Task Run_WhosePlanChangesWithoutANewVersion_IsRefusedAsAtItsStart()
    {
        var port = Gevinst.FreePort();
        using var town = Worker(port);
        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        await gevinst.LineAsync("Round maalinger: ");
        town.Write("config/plans/post.yml", Given.Plan.Replace("value: 60", "value: 50", StringComparison.Ordinal));
        Assert.Contains("raise 'version' and say who approved it", await gevinst.LineAsync("changed and is refused"), StringComparison.Ordinal);
        gevinst.Terminate();
        Assert.Equal(0, (await gevinst.EndAsync()).Exit);
    }

    // Whatever it does just then: it waits for files to come to rest, gives way, or begins.
    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    [InlineData(1200)]
    [InlineData(1500)]
    public async Task Run_StoppedWhileItsConfigurationChanges_StopsCleanly(int milliseconds)
    {
        using var town = Worker(Gevinst.FreePort());
        using var gevinst = Gevinst.Start(["run", "--config", town.Config]);
        await gevinst.LineAsync("Round maalinger: ");
        town.Write("config/indicators/andel.yml", Given.Indicator + "\n# Ændret\n");
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        gevinst.Terminate();
        var said = await gevinst.EndAsync();
        Assert.Equal((0, ""), (said.Exit, said.Error));
    }

    private static string VersionIn(string line) => Version().Match(line).Value;

    // Whether it was successful, and how often it was and was not.
    private static async Task<IReadOnlyList<string>> ReloadsAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. new[] { "gevinst_config_last_reload_successful", "gevinst_config_reloads_total{result=\"taken\"}", "gevinst_config_reloads_total{result=\"refused\"}" }
            .Select(name => metrics.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..])];
    }

    private static string InstallationAt(int port) => Given.Installation + string.Create(CultureInfo.InvariantCulture, $"\nstatus: {{ listen: \"http://127.0.0.1:{port}\" }}\n");

    private static Town Worker(int port) => new Town(InstallationAt(port))
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Given.Indicator)
        .Write("config/plans/post.yml", Given.Plan)
        .Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));

    [GeneratedRegex("[0-9a-f]{16}")]
    private static partial Regex Version();
}
