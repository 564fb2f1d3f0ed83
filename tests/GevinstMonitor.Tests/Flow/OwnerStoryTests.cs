using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The plan says 50 % by May, 55 % by June, 60 % by July; 2 points below is amber, 5 red.</summary>
public sealed class OwnerStoryTests
{
    [Fact]
    public async Task Owner_RedInJuneAndBackInJuly_HearsOfEachOnceAndNobodyElseHears()
    {
        using var town = Given.OneBenefit();

        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505)));
        var may = await town.OnceAsync("2026-06-08T06:00");
        Assert.Equal(Standing.OnTrack, may.Of("porto").Standing);
        Assert.Empty(may.Letters);

        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 480)));
        var june = await town.OnceAsync("2026-07-08T06:00");
        var letter = Assert.Single(june.Letters);
        Assert.Equal("Rød afvigelse: Sparet porto: 48,0 % mod forventet 55,0 %", letter.Subject);
        Assert.Equal("chef@proeveby.example", letter.To.Mailboxes.Single().Address);
        Assert.StartsWith("Du får dette brev, fordi gevinsten »Sparet porto« nu afviger fra sin målkurve. Du er gevinstansvarlig.", letter.TextBody);
        Assert.Contains("7,0\u00a0procentpoint under målkurven", letter.TextBody);
        // 12,000 DKK a point and year x 7 points x a twelfth; the rest of the year at 48 % against 60 %.
        Assert.Contains("kr.\u00a07.000 tabt, siden afvigelsen begyndte; kr.\u00a079.000 ved udgangen af 2026, hvis intet ændrer sig", letter.TextBody);
        Assert.Contains("Det gør du nu: Chefen lukker papirkanalen for de tre største brevtyper.", letter.TextBody);

        var again = await town.OnceAsync("2026-07-09T06:00");
        Assert.Equal(Standing.Red, again.Of("porto").Standing);
        Assert.Empty(again.Letters);

        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 480), ("2026-07", 590)));
        var july = await town.OnceAsync("2026-08-08T06:00");
        var back = Assert.Single(july.Letters);
        Assert.Equal("Tilbage på målkurven: Sparet porto: 59,0 % mod forventet 60,0 %", back.Subject);
        Assert.StartsWith("Du får dette brev, fordi gevinsten »Sparet porto« er tilbage på sin målkurve.", back.TextBody);

        Assert.Empty((await town.OnceAsync("2026-08-09T06:00")).Letters);
        Assert.Equal(2, town.Letters().Count);
    }

    [Fact]
    public async Task Owner_AmberMonthThenAmberThenRed_HearsWhenConfirmedAndWhenWorse()
    {
        using var town = Given.OneBenefit();

        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 470)));
        var may = await town.OnceAsync("2026-06-08T06:00");
        Assert.Equal(Standing.Amber, may.Of("porto").Standing);
        Assert.Empty(may.Letters);

        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 470), ("2026-06", 510)));
        var amber = Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);
        Assert.StartsWith("Gul afvigelse: Sparet porto", amber.Subject);
        Assert.Contains("maj 2026", amber.TextBody);

        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 470), ("2026-06", 510), ("2026-07", 540)));
        var worse = Assert.Single((await town.OnceAsync("2026-08-08T06:00")).Letters);
        Assert.StartsWith("Rød, værre end før: Sparet porto", worse.Subject);
        Assert.StartsWith("Du får dette brev, fordi afvigelsen for gevinsten »Sparet porto« er blevet værre.", worse.TextBody);
        Assert.Equal(["Opened", "Worsened"], town.Query<string>("select kind from deviation_changes order by change_id"));
    }

    [Fact]
    public async Task Silence_WhileADeviationIsOpen_NeverResolvesIt()
    {
        using var town = Given.OneBenefit();
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);

        File.Delete(town.PathOf("config/maalinger.csv"));
        var gone = await town.OnceAsync("2026-08-20T06:00");
        Assert.Equal(Standing.SourceFailed, gone.Of("porto").Standing);
        var toOperations = Assert.Single(gone.Letters);
        Assert.Equal("drift@proeveby.example", toOperations.To.Mailboxes.Single().Address);
        Assert.Contains("FEJL: kan ikke læses", toOperations.TextBody);
        Assert.Equal(1, town.Query<long>("select count(*) from deviations where closed_at is null").Single());

        // The same fault is told once; that it is over is told once too, and the owner hears that the benefit is back.
        Assert.Empty((await town.OnceAsync("2026-08-21T06:00")).Letters);
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 600)));
        var over = await town.OnceAsync("2026-08-22T06:00");
        Assert.Equal(["chef@proeveby.example", "drift@proeveby.example"], over.Letters.Select(l => l.To.Mailboxes.Single().Address).Order());
        Assert.Contains("OVRE", over.Letters.Single(l => l.To.Mailboxes.Single().Address.StartsWith("drift", StringComparison.Ordinal)).TextBody);
    }

    [Fact]
    public async Task Owners_TwoBenefitsOfOnePerson_GiveOneLetter()
    {
        using var town = Given.OneBenefit();
        town.Write("config/plans/post.yml", Given.Plan + "\n" + """
              - id: tid
                name: Sparet tid
                type: economic
                indicator: andel
                owner: chef
                actionOnDeviation: Chefen flytter to medarbejdere.
                baseline: { on: 2026-04-30, value: 45 }
                targets: [ { by: 2026-06-30, value: 60 } ]
                tolerance: { amber: 1, red: 2 }
                worth: { dkkPerUnitYear: 120000, beside: [porto] }
            """);
        town.Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        var letter = Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);
        Assert.StartsWith("Du får dette brev, fordi 2 gevinster nu afviger fra deres målkurve.", letter.TextBody);
        // Most kroner first.
        Assert.True(letter.TextBody!.IndexOf("Chefen flytter", StringComparison.Ordinal) < letter.TextBody.IndexOf("Chefen lukker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_StoppedForFiveMonths_ReadsAllThatEndedMeanwhile()
    {
        using var town = Given.OneBenefit();
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505)));
        await town.OnceAsync("2026-06-08T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 540), ("2026-07", 590), ("2026-08", 590), ("2026-09", 590), ("2026-10", 590)));
        await town.OnceAsync("2026-11-08T06:00");
        Assert.Equal(["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"], town.Query<string>("select distinct period from measurements order by 1"));
    }
}
