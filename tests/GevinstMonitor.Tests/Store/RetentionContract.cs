using System.Data.Common;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>What goes out of a store by a stated policy, and what never does.</summary>
public abstract class RetentionContract
{
    private static readonly DateTimeOffset Late = new(2026, 7, 26, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract TestStore NewStore();

    [Fact]
    public async Task Readings_OfAPlanThatIsFollowed_GoWhereTheySaidWhatTheOneBeforeSaid()
    {
        using var town = await TownAsync();
        var before = await LooksAsync(town);
        Assert.Contains(before, look => look.Contains("SourceFailed", StringComparison.Ordinal));

        var archived = await ArchiveAsync(town, new Retired(Late, [], null));

        Assert.Equal(["measurements 0", "readings 5"], archived.Select(a => $"{a.Table} {a.Sum.Rows}"));
        Assert.Equal(["13", "16", "18", "19", "21", "25", "26"], town.Moments("select as_of from readings order by reading_id").Select(at => $"{at:dd}"));
        // Every judgement, as of any moment, is the same.
        Assert.Equal(before, await LooksAsync(town));
        // They are in the file, and it is on file that they are.
        using var file = new StoreFileReader(town.PathOf("archived.zip"));
        Assert.Equal(5, file.Manifest.Tables.Single(t => t.Name == "readings").Rows);
        Assert.Equal(["measurements 0 archived.zip", "readings 5 archived.zip"], town.Query<string>("select concat(table_name, ' ', row_count, ' ', file_name) from archivings order by table_name"));
        // Again nothing is left to go, and no file is written.
        Assert.Equal(0, (await ArchiveAsync(town, new Retired(Late, [], null), "again.zip")).Sum(a => a.Sum.Rows));
        Assert.False(File.Exists(town.PathOf("again.zip")));
        Assert.Equal(2, town.Query<long>("select count(*) from archivings").Single());
    }

    [Fact]
    public async Task Measurements_OfAPlanThatIsOver_GoUnlessSomethingOnFileRefersToThem()
    {
        using var town = await TownAsync();
        var referred = town.Query<long>("select distinct measurement_id from deviation_changes where measurement_id is not null order by 1");
        Assert.NotEmpty(referred);
        var newest = town.Query<long>("select max(measurement_id) from measurements").Single();
        var all = town.Query<long>("select count(*) from measurements").Single();

        var archived = await ArchiveAsync(town, new Retired(Late, ["andel"], null));

        var left = town.Query<long>("select measurement_id from measurements order by 1");
        Assert.Equal(referred.Append(newest).Distinct().Order(), left);
        Assert.Equal(all - left.Count, archived[0].Sum.Rows);
        Assert.Equal(0, town.Query<long>("select count(*) from measurements where reading_id not in (select reading_id from readings)").Single());
        // What is read next is numbered on.
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 481)));
        await town.OnceAsync("2026-07-27T08:00");
        Assert.Equal(newest + 1, town.Query<long>($"select min(measurement_id) from measurements where measurement_id > {newest}").Single());
    }

    [Fact]
    public async Task Letters_OldEnough_LoseTextAndAddressAndAreSentAllTheSame()
    {
        using var town = await TownAsync();
        var told = town.Query<string>("select concat(letter_id, kind, post_id, state, sent_at) from letters order by letter_id");

        var archived = await ArchiveAsync(town, new Retired(null, [], Late.AddDays(2)));

        Assert.Equal(told.Count, archived.Single().Sum.Rows);
        Assert.Equal([""], town.Query<string>("select distinct concat(address, subject) from letters"));
        Assert.Equal(told, town.Query<string>("select concat(letter_id, kind, post_id, state, sent_at) from letters order by letter_id"));
        Assert.Equal(told.Count, (await (await town.StartAsync()).GetRequiredService<Correspondence>().AllAsync(Ct)).Count(l => l.Letter.Name is null));
        // Nothing is told again.
        Assert.Equal(0, (await town.OnceAsync("2026-07-27T08:00")).Delivery.Sent);
    }

    [Fact]
    public async Task Facts_WhenTheOldOnesAreGone_AreRefusedToBeDeletedAsBefore()
    {
        using var town = await TownAsync();
        await ArchiveAsync(town, new Retired(Late, ["andel"], Late));
        foreach (var table in new[] { "readings", "measurements", "archivings" })
            Assert.Contains("never deleted", Assert.ThrowsAny<DbException>(() => town.Query<long>($"delete from {table}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_ThatCannotBeWritten_TakesNothing()
    {
        using var town = await TownAsync();
        town.Write("archived.zip", "of another time");
        var before = town.Facts();
        await Assert.ThrowsAsync<IOException>(() => ArchiveAsync(town, new Retired(Late, ["andel"], Late)));
        Assert.Equal(before, town.Facts());
        Assert.Equal("of another time", await File.ReadAllTextAsync(town.PathOf("archived.zip"), Ct));
    }

    // Looks that said what the one before them said: of 14, 15, 17, 20 and 22 July. Until the 26th June is late.
    private async Task<Town> TownAsync()
    {
        var town = Given.OneBenefit(NewStore());
        var (figures, restated) = (Given.Figures(("2026-04", 480), ("2026-05", 480)), Given.Figures(("2026-04", 480), ("2026-05", 470)));
        foreach (var (day, file) in new[]
        {
            ("13", figures), ("14", figures), ("15", figures), ("16", null), ("17", null), ("18", figures), ("19", restated), ("20", restated),
            ("21", figures[..(figures.IndexOf('\n', StringComparison.Ordinal) + 1)]), ("22", figures[..(figures.IndexOf('\n', StringComparison.Ordinal) + 1)]), ("25", restated), ("26", Given.Figures(("2026-04", 480), ("2026-05", 470), ("2026-06", 480))),
        })
        {
            if (file is null)
                File.Delete(town.PathOf("config/maalinger.csv"));
            else
                town.Write("config/maalinger.csv", file);
            await town.OnceAsync($"2026-07-{day}T08:00");
        }

        return town;
    }

    private static async Task<IReadOnlyList<Archived>> ArchiveAsync(Town town, Retired policy, string file = "archived.zip") =>
        await (await town.StartAsync()).GetRequiredService<Retention>().ArchiveAsync(town.PathOf(file), policy, "Prøveby Kommune", town.Clock.GetUtcNow(), Ct);

    private static async Task<IReadOnlyList<string>> LooksAsync(Town town)
    {
        var looks = new List<string>();
        for (var day = 13; day <= 26; day++)
            looks.AddRange((await town.LookAsync($"2026-07-{day:00}T12:00")).Select(Said));
        return looks;

        static string Said(Evaluation seen) => string.Join(' ', seen.Benefit.Id, seen.Current.Period, seen.Current.Standing, seen.Current.Actual, seen.Current.Expected, seen.Current.Measurement);
    }
}

public sealed class SqliteRetentionTests : RetentionContract
{
    protected override TestStore NewStore() => new SqliteTestStore();
}

public sealed class PostgresRetentionTests : RetentionContract
{
    protected override TestStore NewStore() => new PostgresTestStore();
}

public sealed class SqlServerRetentionTests : RetentionContract
{
    protected override TestStore NewStore() => new SqlServerTestStore();
}
