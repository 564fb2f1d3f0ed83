using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Commands;

/// <summary>The controller's word on a figure: it is on file, and it is the last word until the source says something else.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task Reject_OfAHeldFigure_KeepsItOutAndIsNotAskedAgain()
    {
        using var town = Bounded(("2026-05", 500), ("2026-06", 4800));
        await OnceAsync(town, "2026-07-08");
        var number = Regex.Match(Assert.Single(town.Letters()).TextBody!, "gevinst release ([0-9]+) ").Groups[1].Value;

        var said = await Gevinst.RunAsync("release", number, "--by", "controller", "--note", "Et nul for meget", "--reject", "--as-of", "2026-07-09", "--config", town.Config);

        Assert.Equal((0, "rejected: andel, *, 2026-06; judged so from the next pass on\n", ""), (said.Exit, said.Out, said.Error));
        Assert.Equal([$"{number} Rejected controller Et nul for meget"], Decisions(town));
        Assert.Contains(" held ", await OnceAsync(town, "2026-07-10"), StringComparison.Ordinal);
        Assert.Single(town.Letters());
        var explained = (await Gevinst.RunAsync("explain", "post/porto", "--as-of", "2026-07-10", "--config", town.Config)).Out;
        Assert.Contains("Verdict: Ikke kendt: tallet er afvist\n", explained, StringComparison.Ordinal);
        Assert.Contains("Nobody would be told.", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reject_OfAFigureThatCounted_TakesItOutAndAsksNobodyToDecideWhatIsDecided()
    {
        using var town = Bounded(("2026-05", 500), ("2026-06", 550));
        Assert.Contains(" on-track ", await OnceAsync(town, "2026-07-08"), StringComparison.Ordinal);
        var number = town.Query<long>("select measurement_id from measurements where period = '2026-06'").Single();

        Assert.Equal(0, (await Gevinst.RunAsync("release", $"{number}", "--by", "controller", "--note", "Talt to gange", "--reject", "--as-of", "2026-07-09", "--config", town.Config)).Exit);

        Assert.Contains(" held ", await OnceAsync(town, "2026-07-10"), StringComparison.Ordinal);
        Assert.Empty(town.Letters());
    }

    [Fact]
    public async Task Rejected_ThenCorrectedAtTheSource_CountsAsItIsNow()
    {
        using var town = Bounded(("2026-05", 500), ("2026-06", 4800));
        await OnceAsync(town, "2026-07-08");
        var number = town.Query<long>("select measurement_id from measurements where period = '2026-06'").Single();
        await Gevinst.RunAsync("release", $"{number}", "--by", "controller", "--note", "Et nul for meget", "--reject", "--as-of", "2026-07-09", "--config", town.Config);

        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 500), ("2026-06", 560)));

        Assert.Matches(@"2026-06 +56 +55 +-1 +on-track", await OnceAsync(town, "2026-07-10"));
    }

    [Fact]
    public async Task Release_OfAMeasurementThatIsNone_IsWrongUsageAndNothingOnFile()
    {
        using var town = Bounded(("2026-05", 500), ("2026-06", 4800));
        await OnceAsync(town, "2026-07-08");

        var said = await Gevinst.RunAsync("release", "4711", "--by", "controller", "--note", "Set efter", "--config", town.Config);

        Assert.Equal((64, "", "gevinst: there is no measurement 4711; explain shows their numbers\n"), (said.Exit, said.Out, said.Error));
        Assert.Empty(Decisions(town));
    }

    private static Town Bounded(params (string Month, int Digital)[] figures) => Given.OneBenefit()
        .Write("config/indicators/andel.yml", Given.Indicator + "\nplausible: { min: 0, max: 100 }\n")
        .Write("config/maalinger.csv", Given.Figures(figures));

    private static async Task<string> OnceAsync(Town town, string asOf)
    {
        var said = await Gevinst.RunAsync("once", "--as-of", asOf, "--config", town.Config);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        return said.Out;
    }

    private static IEnumerable<string> Decisions(Town town) => town.Query<string>("select measurement_id || ' ' || decision || ' ' || by_post || ' ' || note from decisions");
}
