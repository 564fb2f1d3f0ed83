using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A held figure counts, or never does, from the moment that the controller decides: what was judged before stays as it was.</summary>
public sealed class DecisionTests
{
    // May is 50.5 %; June's 5 % is held, because it is outside what is possible.
    private static async Task<Town> HeldInJuneAsync()
    {
        var town = Given.OneBenefit()
            .Write("config/indicators/andel.yml", Given.Indicator + "\nplausible: { min: 10 }\n")
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 50)));
        var held = await town.OnceAsync("2026-07-08T06:00");
        Assert.Equal((Standing.Held, Doubt.OutOfBounds), (held.Of("porto").Standing, held.Of("porto").Doubt));
        Assert.Equal("controller@proeveby.example", Assert.Single(held.Letters).To.Mailboxes.Single().Address);
        return town;
    }

    private static async Task<string> JudgedAsync(Town town, string local) =>
        string.Join("; ", (await town.LookAsync(local)).Single().Judgements.Select(j => FormattableString.Invariant($"{j.Period} {j.Standing} {j.Doubt} {j.Actual} {j.Gap}")));

    private static long June(Town town) => town.Query<long>("select measurement_id from measurements where period = '2026-06' order by 1 desc limit 1").Single();

    [Fact]
    public async Task HeldFigure_Released_IsJudgedAndToldFromThenOnAndThePastStaysAsItWas()
    {
        using var town = await HeldInJuneAsync();
        var before = await JudgedAsync(town, "2026-07-09T05:59");
        await town.DecideAsync(June(town), Decision.Released, "2026-07-09T06:00");

        Assert.Equal(before, await JudgedAsync(town, "2026-07-08T06:00"));
        Assert.Equal(before, await JudgedAsync(town, "2026-07-09T05:59"));
        Assert.Contains("2026-06 Red None 5.00 50", await JudgedAsync(town, "2026-07-09T06:00"), StringComparison.Ordinal);

        var next = await town.OnceAsync("2026-07-10T06:00");
        Assert.Equal("chef@proeveby.example", Assert.Single(next.Letters).To.Mailboxes.Single().Address);
        Assert.Equal(before, await JudgedAsync(town, "2026-07-08T06:00"));
        Assert.Empty((await town.OnceAsync("2026-07-11T06:00")).Letters);
    }

    [Fact]
    public async Task HeldFigure_Rejected_NeverCountsAndNobodyIsAskedAgain()
    {
        using var town = await HeldInJuneAsync();
        var before = await JudgedAsync(town, "2026-07-08T06:00");
        await town.DecideAsync(June(town), Decision.Rejected, "2026-07-09T06:00");

        var next = await town.OnceAsync("2026-07-10T06:00");

        Assert.Equal((Standing.Held, Doubt.Rejected, null), (next.Of("porto").Standing, next.Of("porto").Doubt, next.Of("porto").Gap));
        Assert.Empty(next.Letters);
        Assert.Equal(before, await JudgedAsync(town, "2026-07-08T06:00"));
        Assert.Empty(town.Query<string>("select kind from troubles where ended_at is null"));
    }

    [Fact]
    public async Task Decision_TakenBack_LeavesWhatWasJudgedByTheFirst()
    {
        using var town = await HeldInJuneAsync();
        await town.DecideAsync(June(town), Decision.Rejected, "2026-07-09T06:00");
        var rejected = await JudgedAsync(town, "2026-07-10T06:00");
        await town.DecideAsync(June(town), Decision.Released, "2026-07-11T06:00");

        Assert.Equal(rejected, await JudgedAsync(town, "2026-07-10T06:00"));
        Assert.Contains("2026-06 Red", await JudgedAsync(town, "2026-07-11T06:00"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReleasedFigure_ThatTheSourceThenCorrects_IsJudgedByTheNewOneAlone()
    {
        using var town = await HeldInJuneAsync();
        await town.DecideAsync(June(town), Decision.Released, "2026-07-09T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 40)));

        var corrected = await town.OnceAsync("2026-07-10T06:00");

        // It is another figure, so it is asked for anew.
        Assert.Equal((Standing.Held, Doubt.OutOfBounds), (corrected.Of("porto").Standing, corrected.Of("porto").Doubt));
        Assert.Equal("controller@proeveby.example", Assert.Single(corrected.Letters).To.Mailboxes.Single().Address);
        Assert.Contains("2026-06 Red", await JudgedAsync(town, "2026-07-09T06:00"), StringComparison.Ordinal);
    }
}
