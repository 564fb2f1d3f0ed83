using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GevinstMonitor.Commands;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Store;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Tests.Commands;

/// <summary><c>doctor</c>: what is well, what is not, and what to do; each thing broken for real.</summary>
public sealed partial class DoctorTests(Example example)
{
    private const string Password = "hemmeligt-42";

    private static readonly DateTimeOffset Today = new(2026, 7, 13, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Doctor_OfTheExample_FindsNoFault()
    {
        await example.OnceAsync();

        var said = await Gevinst.RunAsync("doctor", "--config", example.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        foreach (var row in new[]
        {
            @"config ok \S+: 12 sources, 5 indicators, 2 plans", @"store ok sqlite \S+, schema \d{4}, can be written", "clock ok .*; the newest reading is as of 2026-07-12T22:00:00Z",
            @"time zone ok Europe/Copenhagen, now UTC\+0[12]:00; its clocks move next by 20\d\d-(03|10)-\d\d", "culture data ok da-DK writes 1.234,5", "fonts ok the font of the charts draws",
            "mail ok letters would leave", "source loenrapport ok 2 indicators, 144 rows, ", "source oekonomi ok no indicator is read from it, so it was not tried", "disk of the store ok .* MiB free at ", "disk of letters ok ",
        })
            Assert.Matches(row, OneSpace(said.Out));
        Assert.Contains("\n0 faults, ", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ForPrograms_HasTheKeysOfTheManual()
    {
        await example.OnceAsync();

        var said = await Gevinst.RunAsync("doctor", "--json", "--config", example.Config);

        using var json = JsonDocument.Parse(said.Out);
        Assert.Equal(["faults", "warnings", "findings"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal((0, 0), (said.Exit, json.RootElement.GetProperty("faults").GetInt32()));
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.All(findings, one => Assert.Equal(["what", "health", "found", "todo"], one.EnumerateObject().Select(p => p.Name)));
        Assert.All(findings, one => Assert.Equal(one.GetProperty("health").GetString() == "ok", one.GetProperty("todo").GetString() == ""));
        Assert.Superset(new HashSet<string?> { "config", "store", "clock", "time zone", "culture data", "fonts", "mail", "source post-register", "disk of the store", "rights to the store" },
            findings.Select(one => one.GetProperty("what").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Doctor_OfAConfigurationWithFaults_Is2AndSaysEachAndStillLooksAtTheMachine()
    {
        using var town = Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator.Replace("due:", "deu:", StringComparison.Ordinal));

        var said = await AskAsync(town.Config);

        Assert.Equal((2, ""), (said.Exit, said.Error));
        Assert.Matches("config fault .*indicators/andel.yml:8: unknown key 'deu'; did you mean 'due'\\? mend it", said.Out);
        Assert.Contains("fonts ok", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_BeforeThereIsAStore_WarnsAndMakesNone()
    {
        using var town = Measured();

        var said = await AskAsync(town.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Matches("store warning sqlite .* is not made yet gevinst migrate makes it", said.Out);
        Assert.False(File.Exists(town.StoreFile));
    }

    [Fact]
    public async Task Doctor_OfAPlanThatIsNotWhatWasJudgedBy_Is2()
    {
        using var town = Measured();
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2026-07-08", "--config", town.Config)).Exit);
        town.Write("config/plans/post.yml", Given.Plan.Replace("value: 55", "value: 40", StringComparison.Ordinal));

        var said = await AskAsync(town.Config);

        Assert.Equal((2, ""), (said.Exit, said.Error));
        Assert.Contains("the content of version 1 is not what was judged by", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAStoreThatIsNoDatabase_Is3AndGoesOn()
    {
        using var town = Measured().Write("store.db", new string('x', 4096));

        var said = await AskAsync(town.Config);

        Assert.Equal((3, ""), (said.Exit, said.Error));
        Assert.Matches("store fault the store sqlite .*the file is damaged", said.Out);
        Assert.Contains("source maalinger ok", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfAStoreOfAnOlderSchema_Is3AndSaysToMigrate()
    {
        using var town = Measured();
        Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);
        town.Query<long>("delete from schema_migrations where number = (select max(number) from schema_migrations)");

        var said = await AskAsync(town.Config);

        Assert.Equal(3, said.Exit);
        Assert.Matches(@"store fault sqlite .* lacks 1 script of schema \d{4} back it up, then gevinst migrate", said.Out);
    }

    [Fact]
    public async Task Doctor_OfAClockBehindTheStore_SaysThatTheWorkerWouldNotStart()
    {
        using var town = Measured();
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2999-01-01", "--config", town.Config)).Exit);

        var said = await AskAsync(town.Config);

        Assert.Equal(1, said.Exit);
        Assert.Matches("clock fault it says .*, and the store was read as of 2998-12-31T23:00:00Z already set this machine's clock", said.Out);
    }

    [Fact]
    public async Task Doctor_OfAServersStore_HoldsItsClockAgainstThisMachines()
    {
        using var town = Measured(new PostgresTestStore());
        Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);

        var said = await AskAsync(town.Config);

        Assert.Matches(@"store ok postgres .*, schema \d{4}, can be written", said.Out);
        Assert.Matches(@"clock of the store ok the server's is 0\.\d s (ahead of|behind) this machine's", said.Out);
        Assert.DoesNotContain("disk of the store", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WhereMailSourcesAndSecretsAreAmiss_SaysOfEachWhyAndNoSecret()
    {
        var port = Gevinst.FreePort();
        using var town = new Town(PostTown.Smtp("localhost", port, "none", login: true, authority: false))
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator)
            .Write("config/plans/post.yml", Given.Plan)
            .Write("config/sources/server.yml", "id: server\nkind: postgres\nconnectionString: { env: GEVINST_NOT_SET }\n")
            .Write("config/sources/unused.yml", "id: unused\nkind: postgres\nconnectionString: { env: GEVINST_NOT_USED }\n")
            .Write("config/indicators/svartid.yml", Collect.Collecting.Query("select 1", "value").Replace("id: andel", "id: svartid", StringComparison.Ordinal).Replace("source: maalinger", "source: server", StringComparison.Ordinal))
            .Write("password.txt", Password);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(town.PathOf("password.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var said = await AskAsync(town.Config);

        Assert.Equal((1, ""), (said.Exit, said.Error));
        Assert.Contains($"mail fault the mail server localhost:{port} cannot be reached: ", said.Out, StringComparison.Ordinal);
        Assert.Contains("source maalinger fault 1 of 1 indicator failed: andel: file-missing: no file matches 'maalinger.csv'", said.Out, StringComparison.Ordinal);
        Assert.Contains("secret GEVINST_NOT_SET fault the environment variable GEVINST_NOT_SET is not set", said.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Contains("secret ../password.txt fault every user of this machine can read it chmod o-rwx ../password.txt", said.Out, StringComparison.Ordinal);
        Assert.Contains("source server fault 1 of 1 indicator failed: svartid: ", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("GEVINST_NOT_USED", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, said.Out, StringComparison.Ordinal);
        Assert.Equal(5, said.Out.Split('\n').Count(line => line.Contains(" fault ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Doctor_OfAStoreOnAFullDiskThatIsReadOnly_SaysBoth()
    {
        using var disk = new SmallDisk(8 << 20);
        using var town = Measured();
        town.Write("config/gevinstmonitor.yml", Given.Installation.Replace("../store.db", $"{disk.Folder}/store.db", StringComparison.Ordinal));
        Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);
        SqliteConnection.ClearAllPools();
        using (var mount = Process.Start("mount", ["-o", "remount,ro", disk.Folder]))
            await mount.WaitForExitAsync(TestContext.Current.CancellationToken);

        var said = await AskAsync(town.Config);

        SqliteConnection.ClearAllPools();
        Assert.Equal((3, ""), (said.Exit, said.Error));
        Assert.Matches("store fault .*(cannot be used|not written)", said.Out);
        Assert.Matches("disk of the store fault [0-9] MiB free at", said.Out);
        Assert.Matches("rights to the store fault .* cannot write in its folder", said.Out);
    }

    [Fact]
    public async Task Doctor_WithoutCultureData_SaysSo()
    {
        using var town = Measured();
        using var gevinst = Gevinst.Start(["doctor", "--config", town.Config], ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"]);

        var said = await gevinst.EndAsync();

        Assert.Equal(1, said.Exit);
        Assert.Contains("culture data fault this machine knows no da-DK", OneSpace(said.Out), StringComparison.Ordinal);
    }

    [Fact]
    public void TimeZone_WhoseNextMoveIsNotKnown_IsAWarning()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(new DateTime(2000, 1, 1), new DateTime(2020, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday), TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday));
        var old = TimeZoneInfo.CreateCustomTimeZone("Gammel", TimeSpan.FromHours(1), "Gammel", "Gammel", "Gammel", [rule]);

        Assert.Equal(new Finding("time zone", Health.Warning, "Gammel, now UTC+01:00; no day is known on which its clocks move next", "bring the machine's time zone data up to date (tzdata)", 0), DoctorOfMachine.TimeZone(old, Today));
        Assert.Equal(Finding.Ok("time zone", "UTC, now UTC+00:00; its clocks do not move"), DoctorOfMachine.TimeZone(TimeZoneInfo.Utc, Today));
        Assert.Equal(Finding.Ok("time zone", "Europe/Copenhagen, now UTC+02:00; its clocks move next by 2026-10-25"), DoctorOfMachine.TimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"), Today));
    }

    [Theory]
    [InlineData(49, "Fault")]
    [InlineData(51, "Warning")]
    [InlineData(1023, "Warning")]
    [InlineData(1024, "Ok")]
    public void Disk_ByTheRoomThatIsLeft_IsWellOrNot(long mebibytes, string health)
    {
        var finding = DoctorOfFiles.Disk("disk of the store", "/var/lib/gevinst", mebibytes << 20);

        Assert.Equal(health, finding.Health.ToString());
        Assert.StartsWith(FormattableString.Invariant($"{mebibytes:#,0} MiB free at /var/lib/gevinst"), finding.Found, StringComparison.Ordinal);
    }

    // A source is asked for as many periods as the indicator's history, up to today: long enough for these figures to be of them in many years too.
    private static Town Measured(TestStore? store = null) => Given.OneBenefit(store)
        .Write("config/indicators/andel.yml", Given.Indicator + "\nhistory: 1000\n")
        .Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));

    // A line for each: a table breaks what is long.
    private static async Task<Said> AskAsync(string config)
    {
        var said = await Gevinst.RunAsync("doctor", "--json", "--config", config);
        using var json = JsonDocument.Parse(said.Out);
        return said with { Out = string.Join('\n', json.RootElement.GetProperty("findings").EnumerateArray().Select(one => string.Join(' ', one.EnumerateObject().Select(p => p.Value.GetString())))) };
    }

    private static string OneSpace(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
