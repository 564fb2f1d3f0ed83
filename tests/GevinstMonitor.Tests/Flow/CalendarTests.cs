using System.Globalization;
using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The days that not every year has, from the source to the letter.</summary>
public sealed class CalendarTests
{
    private static readonly string[] Weeks = ["2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53", "2027-W01", "2027-W02"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weeks_OverAYearOfFiftyThree_AreReadAwaitedJudgedAndToldOneByOne()
    {
        using var town = Given.OneBenefit()
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("period: month", "period: week", StringComparison.Ordinal).Replace("due: 10d", "due: 3d", StringComparison.Ordinal).Replace("måned", "uge", StringComparison.Ordinal) + "\nhistory: 6\n")
            .Write("config/plans/post.yml", Given.PlanOf("2026-11-01, value: 50", "{ by: 2027-01-03, value: 56 }, { by: 2027-01-10, value: 57 }, { by: 2027-12-31, value: 60 }", "step").Replace("tolerance:", "confirm: { amber: 1, red: 1 }\n    tolerance:", StringComparison.Ordinal));
        var told = new List<string>();
        var judged = new List<string>();
        for (var i = 0; i < Weeks.Length; i++)
        {
            // On Monday the week's figure is there, but for week 53, which comes a week late: and it is off its path.
            var known = Weeks[..(i + 1)].Where(week => week != "2026-W53" || i > 6);
            town.Write("config/maalinger.csv", "uge;digitale;alle\n" + string.Concat(known.Select(week => $"{week};{(week == "2026-W53" ? 400 : 580)};1000\n")));
            var monday = ISOWeek.ToDateTime(int.Parse(Weeks[i][..4], CultureInfo.InvariantCulture), int.Parse(Weeks[i][6..], CultureInfo.InvariantCulture), DayOfWeek.Monday).AddDays(7);
            foreach (var day in new[] { monday, monday.AddDays(3) })
            {
                var pass = await town.OnceAsync($"{day:yyyy-MM-dd}T08:00");
                var now = pass.Of("porto");
                judged.Add($"{day:MM-dd} {now.Period} {now.Standing} {now.Expected}");
                told.AddRange(pass.Letters.Select(l => $"{day:MM-dd} {l.To.Mailboxes.Single().Address.Split('@')[0]}: {l.Subject}"));
            }
        }

        Assert.Equal(
            [
                "12-28 2026-W52 OnTrack 50", "12-31 2026-W52 OnTrack 50",
                // Monday 4 January: week 53 ended yesterday, and is not due until Thursday.
                "01-04 2026-W52 OnTrack 50", "01-07 2026-W53 Late 56",
                "01-11 2027-W01 OnTrack 57", "01-14 2027-W01 OnTrack 57",
                "01-18 2027-W02 OnTrack 57", "01-21 2027-W02 OnTrack 57",
            ], judged[8..]);
        Assert.Equal(Weeks, town.Query<string>("select period from measurements order by period"));
        // What was asked for: from a Monday to a Monday, over the year's end too.
        Assert.All(town.Query<string>("select from_day || ' ' || to_day from readings"), window =>
            Assert.All(window.Split(' '), day => Assert.Equal(DayOfWeek.Monday, DateOnly.Parse(day, CultureInfo.InvariantCulture).DayOfWeek)));
        Assert.Contains("2027-01-11", town.Query<string>("select max(to_day) from readings where as_of < '2027-01-12'").Single(), StringComparison.Ordinal);
        // Operations hear when it has not come, and when it has.
        Assert.Equal(["01-07 drift: Teknisk fejl: Andel digitale breve", "01-11 drift: Fejl ovre: Andel digitale breve"], told);

        var explained = (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2027-01-21T12:00", "--config", town.Config)).Out;
        foreach (var week in Weeks[2..])
            Assert.Contains(week, explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_OnAWeekFiftyThreeThatIsOffItsPath_NamesItAndItsChartDrawsIt()
    {
        using var town = Given.OneBenefit()
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("period: month", "period: week", StringComparison.Ordinal).Replace("due: 10d", "due: 3d", StringComparison.Ordinal).Replace("måned", "uge", StringComparison.Ordinal) + "\nhistory: 6\n")
            .Write("config/plans/post.yml", Given.PlanOf("2026-11-01, value: 50", "{ by: 2027-12-31, value: 50 }", "step").Replace("tolerance:", "confirm: { amber: 1, red: 1 }\n    tolerance:", StringComparison.Ordinal))
            .Write("config/maalinger.csv", "uge;digitale;alle\n2026-W51;500;1000\n2026-W52;500;1000\n2026-W53;400;1000\n");

        var letter = Assert.Single((await town.OnceAsync("2027-01-04T08:00")).Letters);

        Assert.Contains("uge 53 2026", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(["2026-W53"], town.Query<string>("select opened_period from deviations"));
        Assert.Single(letter.BodyParts, part => part.ContentType.IsMimeType("image", "png"));
    }

    [Fact]
    public async Task LeapDay_AsPeriodsDeadlineApprovalTargetAndEndOfAnAcceptance_IsADayAsAnyOther()
    {
        using var town = Given.OneBenefit()
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("due: 10d", "due: 28d", StringComparison.Ordinal))
            .Write("config/indicators/dag.yml", Given.Indicator.Replace("id: andel", "id: dag", StringComparison.Ordinal).Replace("period: month", "period: day", StringComparison.Ordinal).Replace("due: 10d", "due: 1d", StringComparison.Ordinal)
                .Replace("source: maalinger", "source: dage", StringComparison.Ordinal).Replace("måned", "dag", StringComparison.Ordinal))
            .Write("config/sources/dage.yml", "id: dage\nkind: csv\nfile: dage.csv\n")
            .Write("config/dage.csv", "dag;digitale;alle\n2028-02-27;500;1000\n2028-02-28;500;1000\n")
            .Write("config/plans/post.yml", Plan(1, "2027-12-31", 60))
            .Write("config/maalinger.csv", Given.Figures(("2027-11", 500), ("2027-12", 500), ("2028-01", 500)));
        Assert.Single((await town.DayAsync("2028-02-15")).Letters, l => l.To.Mailboxes.Single().Address == "chef@proeveby.example");
        var deviation = town.Query<string>("select deviation_id from deviations").Single();
        var said = await Gevinst.RunAsync("respond", deviation, "--accept-until", "2028-02-29", "--interim", "45", "--by", "chef", "--note", "Aftalt", "--as-of", "2028-02-15T12:00", "--config", town.Config);
        Assert.Equal((0, ""), (said.Exit, said.Error));

        // The day itself: what is due within 28 days of January is due when it begins, and the acceptance holds through it.
        town.Write("config/dage.csv", "dag;digitale;alle\n2028-02-28;500;1000\n2028-02-29;510;1000\n");
        var leap = await town.DayAsync("2028-02-29");
        Assert.Equal(("2028-01", Standing.Red), ($"{leap.Of("porto").Period}", leap.Of("porto").Standing));
        var soon = Assert.Single(leap.Letters, l => l.To.Mailboxes.Single().Address == "chef@proeveby.example");
        Assert.Equal("Accepten udløber snart: Sparet porto", soon.Subject);
        Assert.Contains("den gælder til og med 29.\u00a0februar 2028", soon.TextBody, StringComparison.Ordinal);

        // Approved on the day, with a target on it.
        town.Write("config/plans/post.yml", Plan(2, "2028-02-29", 56)).Write("config/plans/history/post.v1.yml", Plan(1, "2027-12-31", 60));
        town.Write("config/maalinger.csv", Given.Figures(("2027-12", 500), ("2028-01", 500), ("2028-02", 500)))
            .Write("config/dage.csv", "dag;digitale;alle\n2028-02-29;510;1000\n2028-03-01;500;1000\n");
        var after = await town.DayAsync("2028-03-02");

        Assert.Equal(("2028-02", 56m), ($"{after.Of("porto").Period}", after.Of("porto").Expected));
        Assert.Equal(["2028-02-28", "2028-02-29", "2028-03-01"], town.Query<string>("select distinct period from measurements where indicator_id = 'dag' order by period"));
        Assert.Contains(after.Letters, l => l.To.Mailboxes.Single().Address == "chef@proeveby.example" && l.TextBody!.Contains("29.\u00a0februar 2028", StringComparison.Ordinal));
        var report = await Gevinst.RunAsync("report", "post", "--to", town.PathOf("r.html"), "--as-of", "2028-03-02T12:00", "--config", town.Config);
        Assert.Equal((0, ""), (report.Exit, report.Error));
        Assert.Contains("29. februar 2028", System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(town.PathOf("r.html"), Stop)).Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    private static string Plan(int version, string by, int value) =>
        Given.PlanOf("2027-10-31, value: 50", $"{{ by: {by}, value: {value} }}, {{ by: 2028-12-31, value: 62 }}", "step")
            .Replace("version: 1", $"version: {version}", StringComparison.Ordinal)
            .Replace("on: 2026-01-10", version == 1 ? "on: 2027-10-01" : "on: 2028-02-29", StringComparison.Ordinal);
}
