namespace GevinstMonitor.Tests.Flow;

/// <summary>A saving that is taken out of a centre's budget from June on: 55 % is promised by then, 60 % from July.</summary>
public sealed class BookedTests
{
    [Fact]
    public async Task Owner_OfABookedSavingThatDoesNotCome_HearsWhatTheBudgetLacksAndUntilWhenItCanBeMadeUpFor()
    {
        using var town = Given.OneBenefit()
            .Write("config/plans/post.yml", Given.Plan.Replace("dkkPerUnitYear: 12000", "dkkPerUnitYear: 12000, booked: { unit: nord, from: 2026-06-01 }", StringComparison.Ordinal)
                + "\nbusinessCase: { margin: 15%, years: { 2026: 180000 } }\n")
            .Write("config/indicators/andel.yml", Given.Indicator + "\nplausible: { min: 0, max: 100 }\n")
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));

        var letter = Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);

        // A point and month is a thousand kroner: 7 short in June, 12 in each month after; the last two months at 100 % would take 104 of those 79 away, one only 52.
        Assert.Contains("kr.\u00a07.000 tabt, siden afvigelsen begyndte; kr.\u00a079.000 ved udgangen af 2026, hvis intet ændrer sig (±\u00a015\u00a0%)", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("Budgetoverskridelse:    kr.\u00a07.000 i 2026 indtil nu for Center Nord; kr.\u00a079.000 ved udgangen af 2026, hvis intet ændrer sig; hullet kan lukkes i 2026, hvis der handles senest 31.\u00a0oktober 2026",
            letter.TextBody, StringComparison.Ordinal);

        var explained = (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-07-09", "--config", town.Config)).Out;
        Assert.Contains("Overrun of the budget of nord in 2026: DKK 7000 so far, 79000 by its end if nothing changes; acting by 2026-10-31 can close it this year", explained, StringComparison.Ordinal);
        // 3 points above the baseline in May and in June.
        Assert.Contains("  2026: realised 6000 (5100 to 6900), business case 180000 (153000 to 207000)", explained, StringComparison.Ordinal);
    }
}
