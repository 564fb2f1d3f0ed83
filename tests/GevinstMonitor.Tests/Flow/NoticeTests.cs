using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Tests.Flow;

/// <summary>What an owner hears of early: a change that is overdue, a milestone that will be missed, a budget that was cut without its change.</summary>
public sealed class NoticeTests
{
    private const string Changes = "changes:\n  - { id: ambassadoerer, name: Ambassadører uddannet, owner: chef-syd, due: 2026-05-15 }\nbenefits:";

    private static string Exposed(string done = "") => Given.Plan
        .Replace("benefits:", Changes.Replace(" }", $"{done} }}", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("    indicator: andel", "    indicator: andel\n    needs: [ambassadoerer]", StringComparison.Ordinal);

    [Fact]
    public async Task OverdueChange_ExposesTheOwnerOnceEarly_AndTheDeviationWaitsForItUntilTheChangeIsDone()
    {
        using var town = Given.OneBenefit().Write("config/plans/post.yml", Exposed());
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
        var letter = Assert.Single((await town.OnceAsync("2026-06-08T06:00")).Letters);
        Assert.Equal("Udsat: Sparet porto: en forandring er forsinket", letter.Subject);
        Assert.StartsWith("Du får dette brev, fordi gevinsten »Sparet porto« er udsat: en forandring, den har brug for, er forsinket. Du er gevinstansvarlig.", letter.TextBody);
        Assert.Contains("UDSAT: Ambassadører uddannet, 3\u00a0uger forsinket", letter.TextBody);
        Assert.Contains("Forandring: Ambassadører uddannet, skulle være gennemført senest 15.\u00a0maj 2026 af Centerchef Syd", letter.TextBody);

        // Amber in June and July: on file, and no letter of its own.
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475), ("2026-06", 520)));
        var june = await town.OnceAsync("2026-07-08T06:00");
        Assert.Equal(Standing.Amber, june.Of("porto").Standing);
        Assert.Empty(june.Letters);
        Assert.Equal(1, town.Query<long>("select count(*) from deviations where closed_at is null").Single());

        // The change is done, and the benefit is still off its path.
        town.Write("config/plans/post.yml", Exposed(", done: 2026-07-20"));
        var told = Assert.Single((await town.OnceAsync("2026-07-21T06:00")).Letters);
        Assert.StartsWith("Gul afvigelse: Sparet porto", told.Subject);
        Assert.DoesNotContain("Udsat", told.TextBody);
        Assert.Empty((await town.OnceAsync("2026-07-22T06:00")).Letters);
        Assert.Equal(2, town.Letters().Count);
    }

    [Fact]
    public async Task Deviation_OfAnExposedBenefit_IsSentWhenRedAndNotAtAllWhenOverBeforeAnyoneHeard()
    {
        using var town = Given.OneBenefit().Write("config/plans/post.yml", Exposed());
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475)));
        Assert.StartsWith("Udsat", Assert.Single((await town.OnceAsync("2026-06-08T06:00")).Letters).Subject);

        // Amber for two months waits, and is over in the third before anyone heard.
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475), ("2026-06", 520)));
        Assert.Empty((await town.OnceAsync("2026-07-08T06:00")).Letters);
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475), ("2026-06", 520), ("2026-07", 600)));
        Assert.Empty((await town.OnceAsync("2026-08-08T06:00")).Letters);
        Assert.Equal(["Opened", "Resolved"], town.Query<string>("select kind from deviation_changes order by change_id"));

        // Red is news of its own, and names the cause.
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 475), ("2026-06", 520), ("2026-07", 600), ("2026-08", 500)));
        var red = Assert.Single((await town.OnceAsync("2026-09-08T06:00")).Letters);
        Assert.Contains("RØD, ny afvigelse", red.TextBody);
        Assert.Matches("Udsat: +Ambassadører uddannet, 16\u00a0uger forsinket", red.TextBody);
    }

    [Fact]
    public async Task Milestone_ThatWillBeMissed_IsWarnedOfOnceWhileOnTheWay()
    {
        var plan = Given.PlanOf("2025-06-30, value: 45", "{ by: 2026-09-30, value: 46 }, { by: 2026-12-31, value: 60 }", "step");
        using var town = Given.OneBenefit().Write("config/plans/post.yml", plan)
            .Write("config/indicators/andel.yml", Given.Indicator + "\nhistory: 24\n");
        var months = Enumerable.Range(0, 14).Select(m => ($"{2025 + ((m + 6) / 12)}-{((m + 6) % 12) + 1:00}", 450 + (m % 2 * 4))).ToArray();
        town.Write("config/maalinger.csv", Given.Figures(months));
        Assert.Empty((await town.OnceAsync("2026-09-08T06:00")).Letters);

        // After September the next milestone is one that a flat figure does not reach.
        town.Write("config/maalinger.csv", Given.Figures([.. months, ("2026-09", 452)]));
        var warned = await town.OnceAsync("2026-10-08T06:00");
        Assert.Equal(Standing.OnTrack, warned.Of("porto").Standing);
        var letter = Assert.Single(warned.Letters);
        Assert.Equal("Varsel: Sparet porto når ikke sin næste milepæl", letter.Subject);
        Assert.Matches("Næste milepæl: +60,0\u00a0% senest 31.\u00a0december 2026", letter.TextBody);
        Assert.Matches("Forventet til den tid: 45,\\d\u00a0%", letter.TextBody);

        town.Write("config/maalinger.csv", Given.Figures([.. months, ("2026-09", 452), ("2026-10", 453)]));
        Assert.Empty((await town.OnceAsync("2026-11-08T06:00")).Letters);
    }

    [Fact]
    public async Task Budget_CutForAQuarterWithoutItsChange_IsToldToOwnerAndController()
    {
        var plan = Given.Plan.Replace("benefits:", Changes.Replace("2026-05-15", "2026-12-31", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{ dkkPerUnitYear: 12000 }", "{ dkkPerUnitYear: 12000, booked: { unit: nord, from: 2026-03-01 } }", StringComparison.Ordinal);
        using var town = Given.OneBenefit().Write("config/plans/post.yml", plan);
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 452)));
        Assert.Empty((await town.OnceAsync("2026-05-08T06:00")).Letters);

        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 452), ("2026-05", 505)));
        var letters = (await town.OnceAsync("2026-06-08T06:00")).Letters;
        Assert.Equal(["chef@proeveby.example", "controller@proeveby.example"], letters.Select(l => l.To.Mailboxes.Single().Address).Order());
        Assert.All(letters, l => Assert.Contains("UBALANCE: budgettet er skåret, men forandringen er ikke gennemført", l.TextBody));
        Assert.Empty((await town.OnceAsync("2026-06-09T06:00")).Letters);
    }
}
