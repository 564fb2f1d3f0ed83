using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A pass that is killed at any moment and run again ends as if nothing had happened.</summary>
public sealed class KilledTests
{
    private const int Owners = 25;

    // Shares of a whole pass. A little after a quarter of it the store is made, at about 60 % the figures are appended, from about 80 % on letters leave.
    private static readonly double[] Moments = [0.15, 0.25, 0.35, 0.5, 0.58, 0.64, 0.7, 0.76, 0.82, 0.87, 0.91, 0.96];

    // What a run says of itself, and not of the clock.
    private static readonly string[] Contents =
    [
        "select measurement_id || '|' || reading_id || '|' || indicator_id || '|' || unit_id || '|' || period || '|' || kind || '|' || first || '|' || second from measurements order by measurement_id",
        "select reading_id || '|' || indicator_id || '|' || as_of || '|' || query_hash || '|' || outcome || '|' || row_count || '|' || appended from readings order by reading_id",
        "select deviation_id || '|' || benefit_id || '|' || unit_id || '|' || level || '|' || opened_period || '|' || opened_at from deviations order by deviation_id",
        "select change_id || '|' || deviation_id || '|' || at || '|' || kind || '|' || reason || '|' || gap || '|' || kroner_since || '|' || letter_id from deviation_changes order by change_id",
        "select trouble_id || '|' || kind || '|' || subject || '|' || began_at from troubles order by trouble_id",
        "select letter_id || '|' || address || '|' || subject || '|' || state || '|' || body from letters order by letter_id",
    ];

    [Fact]
    public async Task Once_KilledAtManyMomentsAndRunAgain_EndsWithTheSameRowsAndLetters()
    {
        using var undisturbed = Municipality();
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(0, (await OnceAsync(undisturbed)).Exit);
        var whole = Stopwatch.GetElapsedTime(started);
        var (rows, letters) = (Rows(undisturbed), Letters(undisturbed));
        Assert.Equal(Owners, letters.Count);

        var killed = 0;
        foreach (var moment in Moments.Where((_, i) => Fuzz.IsThorough || i % 4 == 1))
        {
            using var town = Municipality();
            using (var gevinst = Gevinst.Start(["once", "--config", town.Config, "--as-of", "2026-07-08"]))
            {
                if (!gevinst.Process.WaitForExit(whole * moment))
                {
                    gevinst.Process.Kill();
                    killed++;
                }

                await gevinst.EndAsync();
            }

            var again = await OnceAsync(town);
            Assert.Equal((0, ""), (again.Exit, again.Error));
            Assert.Equal(rows, Rows(town));
            Assert.Equal(letters, Letters(town));
        }

        Assert.NotEqual(0, killed);
    }

    private static Task<Said> OnceAsync(Town town) => Gevinst.RunAsync("once", "--config", town.Config, "--as-of", "2026-07-08");

    private static List<string> Rows(Town town) => [.. Contents.SelectMany(town.Query<string>)];

    private static List<string> Letters(Town town) =>
        [.. Directory.GetFiles(town.Mail, "*.eml").Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText(file)}")];

    // 25 owners of a benefit each, 200 months of figures; all of them red in June 2026.
    private static Town Municipality()
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

        return Given.OneBenefit()
            .Write("config/organisation.yml", organisation.Append(posts).ToString())
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("{ period: måned,", "{ period: måned, unit: center,", StringComparison.Ordinal) + "\nhistory: 200\n")
            .Write("config/plans/post.yml", plan.ToString())
            .Write("config/maalinger.csv", figures.ToString());
    }
}
