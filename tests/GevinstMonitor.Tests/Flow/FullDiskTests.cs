using System.Globalization;
using System.Text;
using GevinstMonitor.Commands;
using GevinstMonitor.Tests.Store;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A disk that fills up in the middle of a pass, for real.</summary>
public sealed class FullDiskTests
{
    private static readonly string[] Once = ["once", "--as-of", "2026-07-08"];

    // What a pass says of itself, and not of the clock.
    private static readonly string[] Contents =
    [
        "select concat_ws('|', measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second) from measurements order by measurement_id",
        "select concat_ws('|', reading_id, indicator_id, as_of, query_hash, outcome, row_count, appended) from readings order by reading_id",
        "select concat_ws('|', deviation_id, benefit_id, unit_id, level, opened_period, opened_at) from deviations order by deviation_id",
        "select concat_ws('|', change_id, deviation_id, at, kind, reason, gap, kroner_since, letter_id) from deviation_changes order by change_id",
        "select concat_ws('|', letter_id, address, subject, state, body) from letters order by letter_id",
    ];

    [Fact]
    public async Task Once_OnADiskThatFillsUp_Is3LeavesTheStoreWholeAndEndsAsIfNothingHadHappenedWhenThereIsRoom()
    {
        using var disk = new SmallDisk(8 << 20);
        using var undisturbed = WithHistory(Given.OneBenefit());
        Assert.Equal(0, (await RunAsync(undisturbed, Once)).Exit);
        using var town = WithHistory(Given.OneBenefit(new DiskTestStore(disk.Folder)));
        Assert.Equal(0, (await RunAsync(town, ["migrate"])).Exit);

        var refused = 0;
        // From no room at all to nearly enough; the store takes about 400 kB and its log as much.
        foreach (var room in new[] { 0, 60, 200, 340, 1000 })
        {
            SqliteConnection.ClearAllPools();
            disk.LeaveRoom(room << 10);
            var said = await RunAsync(town, Once);
            SqliteConnection.ClearAllPools();
            disk.MakeRoom();
            Assert.Equal("ok", town.Query<string>("pragma integrity_check").Single());
            if (said.Exit == 0)
                break;
            refused++;
            Assert.Equal(ExitCode.StoreUnusable, said.Exit);
            Assert.StartsWith($"gevinst: the store sqlite {disk.Folder}/store.db cannot be used: ", said.Error, StringComparison.Ordinal);
            Assert.Equal(1, said.Error.Count(c => c == '\n'));
            // A round's figures are there all, or none.
            Assert.Contains(town.Query<long>("select count(*) from measurements").Single(), new long[] { 0, undisturbed.Query<long>("select count(*) from measurements").Single() });
        }

        Assert.InRange(refused, 3, 4);
        Assert.Equal(0, (await RunAsync(town, Once)).Exit);
        Assert.Equal(Contents.SelectMany(undisturbed.Query<string>), Contents.SelectMany(town.Query<string>));
        Assert.Equal(undisturbed.Letters().Select(l => l.MessageId), town.Letters().Select(l => l.MessageId));
        TestContext.Current.TestOutputHelper!.WriteLine($"{refused} passes ended on a full disk: exit 3, the store whole; then the same rows and letters as without");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Letter_IntoAFolderOnAFullDisk_WaitsUnsentLeavesNoPartAndGoesWhenThereIsRoom(int room)
    {
        using var disk = new SmallDisk(1 << 20);
        using var town = new Town(Given.Installation.Replace("../mail", disk.Folder, StringComparison.Ordinal)).Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan).Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        disk.LeaveRoom(room << 10);

        var said = await RunAsync(town, Once);

        Assert.Equal(ExitCode.WithFailures, said.Exit);
        Assert.Contains("the folder for letters cannot be written: ", said.Out, StringComparison.Ordinal);
        Assert.Equal(["filler"], Directory.GetFileSystemEntries(disk.Folder).Select(Path.GetFileName));
        Assert.Equal(["Waiting "], town.Query<string>("select state || ' ' || coalesce(sent_at, '') from letters"));

        disk.MakeRoom();
        town.Query<int>("update letters set next_try_at = written_at");
        Assert.Equal(0, (await RunAsync(town, Once)).Exit);
        Assert.Equal(".eml", Path.GetExtension(Assert.Single(Directory.GetFiles(disk.Folder))));
        Assert.Equal(["Sent"], town.Query<string>("select state from letters"));
    }

    // Two hundred months of twenty units beside the whole.
    private static Town WithHistory(Town town)
    {
        var figures = new StringBuilder("måned;center;digitale;alle\n");
        var units = new StringBuilder("units:\n");
        for (var u = 0; u < 20; u++)
            units.Append(CultureInfo.InvariantCulture, $"  - {{ id: center-{u}, name: Center {u} }}\n");
        for (var month = new DateOnly(2009, 11, 1); month < new DateOnly(2026, 7, 1); month = month.AddMonths(1))
        {
            for (var u = 0; u < 20; u++)
                figures.Append(CultureInfo.InvariantCulture, $"{month:yyyy-MM};center-{u};{480 + u};1000\n");
        }

        return town.Write("config/maalinger.csv", figures.ToString())
            .Write("config/organisation.yml", units + Given.Organisation[Given.Organisation.IndexOf("posts:", StringComparison.Ordinal)..])
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("{ period: måned,", "{ period: måned, unit: center,", StringComparison.Ordinal) + "\nhistory: 200\n");
    }

    private static Task<Said> RunAsync(Town town, string[] command) => Gevinst.RunAsync([.. command, "--config", town.Config]);
}

/// <summary>A SQLite file on a disk of its own.</summary>
internal sealed class DiskTestStore(string disk) : SqliteTestStore
{
    public override string Settings => $"{{ kind: sqlite, file: {disk}/store.db }}";

    public override void SettleIn(string folder) => File = Path.Combine(disk, "store.db");
}
