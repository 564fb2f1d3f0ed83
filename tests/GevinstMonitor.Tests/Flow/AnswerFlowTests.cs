using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Flow;

/// <summary>What an owner answers, and what becomes of it: an acceptance is silence until it ends, a dispute holds the figure.</summary>
public sealed class AnswerFlowTests
{
    private const string Accepted = "--accept-until 2026-08-20 --interim 45";

    // Red in June: 48 against 55 promised.
    private static async Task<(Town Town, string Deviation)> RedInJuneAsync()
    {
        var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        Assert.Equal("chef@proeveby.example", Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters).To.Mailboxes.Single().Address);
        return (town, town.Query<string>("select deviation_id from deviations").Single());
    }

    private static async Task<string> RespondAsync(Town town, string deviation, string answer, string asOf, string by = "chef")
    {
        var said = await Gevinst.RunAsync(["respond", deviation, .. answer.Split(' '), "--by", by, "--note", "Printeren er i brug", "--as-of", asOf, "--config", town.Config]);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return said.Out;
    }

    private static async Task<string> ExplainAsync(Town town, string asOf) => (await Gevinst.RunAsync("explain", "post/porto", "--as-of", asOf, "--config", town.Config)).Out;

    [Fact]
    public async Task Acceptance_OfARedBenefit_IsSilenceUntilItEndsAndThenOneLetter()
    {
        var (town, deviation) = await RedInJuneAsync();
        using var _ = town;
        Assert.Equal("accepted: post/porto, *, through 2026-08-20\n", await RespondAsync(town, deviation, Accepted, "2026-07-09T06:00"));

        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 460)));
        Assert.Empty((await town.OnceAsync("2026-08-08T06:00")).Letters);
        Assert.Empty((await town.OnceAsync("2026-08-12T23:00")).Letters);
        // Five workdays before the end both sides hear of it, once.
        Assert.Equal([("chef@proeveby.example", "Accepten udløber snart: Sparet porto"), ("controller@proeveby.example", "Accepten udløber snart: Sparet porto")],
            (await town.OnceAsync("2026-08-13T06:00")).Letters.Select(l => (l.To.Mailboxes.Single().Address, l.Subject)).Order());
        Assert.Empty((await town.OnceAsync("2026-08-20T23:00")).Letters);
        var ended = await town.OnceAsync("2026-08-21T06:00");
        Assert.Empty((await town.OnceAsync("2026-08-24T06:00")).Letters);

        var letter = Assert.Single(ended.Letters);
        Assert.Equal("Ikke længere accepteret: Sparet porto: 46,0 % mod forventet 60,0 %", letter.Subject);
        Assert.StartsWith("Du får dette brev, fordi afvigelsen for gevinsten »Sparet porto« ikke længere er accepteret, og gevinsten stadig er ude af sin målkurve. Du er gevinstansvarlig.", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("RØD, ikke længere accepteret: den dato, afvigelsen var accepteret til, er passeret", letter.TextBody, StringComparison.Ordinal);

        // What was known then is what is said of then.
        Assert.DoesNotContain("Accepted through", await ExplainAsync(town, "2026-07-09T05:59"), StringComparison.Ordinal);
        Assert.Contains($"Answer 2026-07-09T04:00:00Z {deviation} accepted by chef, through 2026-08-20, interim target 45: Printeren er i brug\nAccepted through 2026-08-20\n", await ExplainAsync(town, "2026-08-20"), StringComparison.Ordinal);
        Assert.Contains("lapsed 2026-08-21T04:00:00Z: Printeren er i brug\nNot accepted any longer\n", await ExplainAsync(town, "2026-08-24T06:00"), StringComparison.Ordinal);
    }

    // Found on a Friday evening, after the hours of letters.
    [Theory]
    [InlineData("--accept-until 2026-08-20", null)]
    [InlineData("--acknowledge", "Svar på sagen: +Centerchef tager hånd om det, 11. juli 2026: Printeren er i brug.")]
    [InlineData("--dispute", null)]
    public async Task Answer_BeforeTheFirstLetter_StopsItOrStandsInIt(string answer, string? told)
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
        await town.DayAsync("2026-07-10");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        Assert.Empty((await town.DayAsync("2026-07-11")).Letters);
        await RespondAsync(town, town.Query<string>("select deviation_id from deviations").Single(), answer, "2026-07-11T12:00");

        var monday = await town.DayAsync("2026-07-13");

        var toOwner = monday.Letters.SingleOrDefault(l => l.To.Mailboxes.Single().Address == "chef@proeveby.example");
        Assert.Equal(told is not null, toOwner is not null);
        if (told is not null)
            Assert.Matches(told, toOwner!.TextBody!.Replace('\u00a0', ' '));
        // A dispute is the controller's to look at.
        Assert.Equal(answer == "--dispute", monday.Letters.Any(l => l.To.Mailboxes.Single().Address == "controller@proeveby.example"));
        if (answer.StartsWith("--accept", StringComparison.Ordinal))
        {
            town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 460)));
            var ended = (await town.DayAsync("2026-08-21")).Letters.Single();
            Assert.StartsWith("Ikke længere accepteret", ended.Subject, StringComparison.Ordinal);
            Assert.StartsWith("Du får dette brev, fordi afvigelsen for gevinsten »Sparet porto« ikke længere er accepteret", ended.TextBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Acceptance_OfWhichTheInterimTargetIsMissed_IsToldAtOnceAndOnce()
    {
        var (town, deviation) = await RedInJuneAsync();
        using var _ = town;
        await RespondAsync(town, deviation, Accepted, "2026-07-09T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 449)));

        var missed = await town.OnceAsync("2026-08-07T06:00");
        Assert.Empty((await town.OnceAsync("2026-08-21T06:00")).Letters);

        Assert.Contains("RØD, ikke længere accepteret: tallet er dårligere end det midlertidige mål", Assert.Single(missed.Letters).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acceptance_ForLongerThanAnOwnerDecidesAlone_LastsWhenTheControllerConfirms()
    {
        var (town, deviation) = await RedInJuneAsync();
        using var _ = town;
        Assert.Equal("accepted: post/porto, *, through 2026-10-07; through 2026-12-31 when controller confirms it\n", await RespondAsync(town, deviation, "--accept-until 2026-12-31", "2026-07-09T06:00"));
        Assert.Equal("confirmed: post/porto, *, through 2026-12-31\n", await RespondAsync(town, deviation, "--confirm", "2026-07-10T06:00", "controller"));

        Assert.DoesNotContain((await town.OnceAsync("2026-10-08T06:00")).Letters, l => l.To.Mailboxes.Single().Address.StartsWith("chef@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispute_OfTheFigure_HoldsItAndTheControllerHearsAndReleases()
    {
        var (town, deviation) = await RedInJuneAsync();
        using var _ = town;
        var judged = await town.LookAsync("2026-07-09T05:59");
        Assert.StartsWith("disputed: post/porto, *; held from the next pass on, until controller decides: gevinst release ", await RespondAsync(town, deviation, "--dispute", "2026-07-09T06:00"), StringComparison.Ordinal);

        var held = await town.OnceAsync("2026-07-10T06:00");
        Assert.Equal((Standing.Held, Doubt.Questioned), (held.Of("porto").Standing, held.Of("porto").Doubt));
        var letter = Assert.Single(held.Letters);
        Assert.Equal("controller@proeveby.example", letter.To.Mailboxes.Single().Address);
        Assert.Contains("TILBAGEHOLDT: tallet er forkert, siger den, der svarer for gevinsten", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("Indsigelse: Centerchef: Printeren er i brug", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal(judged.Single().Current.Standing, (await town.LookAsync("2026-07-09T05:59")).Single().Current.Standing);

        await town.DecideAsync(held.Of("porto").Measurement!.Value, Decision.Released, "2026-07-11T06:00");
        var released = await town.OnceAsync("2026-07-13T06:00");
        Assert.Equal(Standing.Red, released.Of("porto").Standing);
        Assert.Empty(released.Letters);
    }

    [Fact]
    public async Task Dispute_OfAWholeOfUnits_IsLiftedByOneRelease()
    {
        using var town = new Town()
            .Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator.Replace("columns: {", "columns: { unit: enhed,", StringComparison.Ordinal))
            .Write("config/plans/post.yml", Given.Plan)
            .Write("config/maalinger.csv", "måned;enhed;digitale;alle\n2026-05;nord;505;1000\n2026-05;syd;505;1000\n2026-06;nord;480;1000\n2026-06;syd;480;1000\n");
        await town.OnceAsync("2026-07-08T06:00");
        var deviation = town.Query<string>("select deviation_id from deviations where unit_id = '*'").Single();
        await RespondAsync(town, deviation, "--dispute", "2026-07-09T06:00");
        Assert.Equal(Standing.Held, (await town.OnceAsync("2026-07-10T06:00")).Of("porto").Standing);
        Assert.Equal(2, town.Query<long>("select count(*) from decisions").Single());

        await town.DecideAsync(town.Query<long>("select min(measurement_id) from decisions").Single(), Decision.Released, "2026-07-11T06:00");

        Assert.Equal(Standing.Red, (await town.OnceAsync("2026-07-13T06:00")).Of("porto").Standing);
    }

    [Fact]
    public async Task Answers_OnFile_AreNeverChangedOrDeleted()
    {
        var (town, deviation) = await RedInJuneAsync();
        using var _ = town;
        await RespondAsync(town, deviation, "--acknowledge --date 2026-08-01", "2026-07-09T06:00");

        Assert.Contains("never changed", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => town.Query<long>("update responses set note = ''")).Message, StringComparison.Ordinal);
        Assert.Contains("never deleted", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => town.Query<long>("delete from responses")).Message, StringComparison.Ordinal);
    }
}
