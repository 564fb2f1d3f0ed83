using System.Diagnostics;
using System.Globalization;
using System.Text;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Store;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A pass that is killed at any moment and run again ends as if nothing had happened.</summary>
public abstract class KilledTests
{
    private const int Owners = 25;

    /// <summary>So many passes are killed, each at a moment of its own; the README says of how many its figures are.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("GEVINST_KILLS") ?? (Fuzz.IsThorough ? "12" : "3"), CultureInfo.InvariantCulture);

    // What a run says of itself, and not of the clock.
    private static readonly string[] Contents =
    [
        "select concat_ws('|', measurement_id, reading_id, indicator_id, unit_id, period, kind, first, second) from measurements order by measurement_id",
        "select concat_ws('|', reading_id, indicator_id, as_of, query_hash, outcome, row_count, appended) from readings order by reading_id",
        "select concat_ws('|', deviation_id, benefit_id, unit_id, level, opened_period, opened_at) from deviations order by deviation_id",
        "select concat_ws('|', change_id, deviation_id, at, kind, reason, gap, kroner_since, letter_id) from deviation_changes order by change_id",
        "select concat_ws('|', trouble_id, kind, subject, began_at) from troubles order by trouble_id",
        "select concat_ws('|', letter_id, address, subject, state, body) from letters order by letter_id",
    ];

    protected abstract TestStore NewStore();

    [Fact]
    public async Task Once_KilledAtManyMomentsAndRunAgain_EndsWithTheSameRowsAndLetters()
    {
        await using var server = new LoopbackSmtp();
        using var undisturbed = Municipality(server, NewStore(), "1m");
        var started = Stopwatch.GetTimestamp();
        using (var gevinst = Start(undisturbed))
        {
            var said = await gevinst.EndAsync();
            Assert.True(said.Exit == 0, said.Out + said.Error);
        }

        var whole = Stopwatch.GetElapsedTime(started);
        var (rows, letters) = (Rows(undisturbed), Letters(server));
        Assert.Equal(Owners, letters.Count);

        var random = new Random(Kills);
        var (killed, doubled) = (0, 0);
        while (killed < Kills)
        {
            await using var mail = new LoopbackSmtp();
            // What a killed one had claimed is soon free.
            using var town = Municipality(mail, NewStore(), "500ms");
            // Nothing of it has begun while the runtime starts.
            using (var gevinst = Start(town))
            {
                if (!gevinst.Process.WaitForExit(whole * (0.15 + random.NextDouble() * 0.85)))
                {
                    gevinst.Process.Kill();
                    killed++;
                }

                await gevinst.EndAsync();
            }

            // A letter that it had claimed is its until it would have given up the mail server; until then one waits, which is 1.
            Said again;
            do
            {
                again = await Gevinst.RunAsync("once", "--config", town.Config, "--as-of", "2026-07-08");
                Assert.InRange(again.Exit, 0, 1);
            }
            while (town.Query<int>("select count(*) from letters where state = 'Waiting'").Single() > 0);
            Assert.Equal((0, ""), (again.Exit, again.Error));

            Assert.Equal(rows, Rows(town));
            Assert.Equal(letters, Letters(mail));
            doubled += mail.Letters.Count - Owners;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{killed} passes killed and run again: no row lost or doubled, every letter arrived; of {killed * Owners} letters {doubled} arrived twice, with the same Message-Id and the same text");
    }

    private static Gevinst Start(Town town) => Gevinst.Start(["once", "--config", town.Config, "--as-of", "2026-07-08"]);

    private static List<string> Rows(Town town) => [.. Contents.SelectMany(town.Query<string>)];

    // One that arrived twice did so unchanged.
    private static SortedDictionary<string, string> Letters(LoopbackSmtp server)
    {
        var letters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var got in server.Letters)
        {
            var text = Encoding.UTF8.GetString(got.Bytes);
            Assert.Equal(text, letters.TryAdd(got.Message.MessageId!, text) ? text : letters[got.Message.MessageId!]);
        }

        return letters;
    }

    // 25 owners of a benefit each, 200 months of figures; all of them red in June 2026.
    private static Town Municipality(LoopbackSmtp mail, TestStore store, string timeout)
    {
        var (figures, organisation) = (new StringBuilder("måned;center;digitale;alle\n"), new StringBuilder("units:\n"));
        var plan = new StringBuilder(Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-06-30, value: 60 }")
            .Replace("owner: chef", "owner: chef-0", StringComparison.Ordinal).Replace("controller: controller", "controller: chef-0", StringComparison.Ordinal) + "\n    units:\n");
        var posts = new StringBuilder("posts:\n");
        for (var u = 0; u < Owners; u++)
        {
            organisation.Append(CultureInfo.InvariantCulture, $"  - {{ id: center-{u}, name: Center {u} }}\n");
            posts.Append(CultureInfo.InvariantCulture, $"  - {{ id: chef-{u}, title: Centerchef {u}, holders: [ {{ name: Chef {u}, email: chef{u}@proeveby.example, from: 2020-01-01 }} ] }}\n");
            plan.Append(CultureInfo.InvariantCulture, $"      - {{ id: center-{u}, owner: chef-{u} }}\n");
            for (var month = new DateOnly(2009, 11, 1); month < new DateOnly(2026, 7, 1); month = month.AddMonths(1))
                figures.Append(CultureInfo.InvariantCulture, $"{month:yyyy-MM};center-{u};{400 + u};1000\n");
        }

        return new Town(PostTown.Smtp("127.0.0.1", mail.Port, "none", login: false, authority: false).Replace("timeout: 10s", $"timeout: {timeout}", StringComparison.Ordinal), store: store)
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/organisation.yml", organisation.Append(posts).ToString())
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("{ period: måned,", "{ period: måned, unit: center,", StringComparison.Ordinal) + "\nhistory: 200\n")
            .Write("config/plans/post.yml", plan.ToString())
            .Write("config/maalinger.csv", figures.ToString());
    }
}

public sealed class SqliteKilledTests : KilledTests
{
    protected override TestStore NewStore() => new SqliteTestStore();
}

public sealed class PostgresKilledTests : KilledTests
{
    protected override TestStore NewStore() => new PostgresTestStore();
}
