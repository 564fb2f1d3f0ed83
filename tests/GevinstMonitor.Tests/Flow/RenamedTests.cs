using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Tests.Flow;

/// <summary>Configurations change while cases are open.</summary>
public sealed class RenamedTests
{
    [Fact]
    public async Task Indicator_RenamedWhileAUnitIsMissing_IsReadOnAndTheControllerHearsOnce()
    {
        using var town = Given.OneBenefit()
            .Write("config/plans/post.yml", Given.Plan + "\n    units: [ { id: nord }, { id: syd } ]\n")
            .Write("config/maalinger.csv", "måned;center;digitale;alle\n2026-05;nord;505;1000\n2026-05;syd;505;1000\n2026-06;syd;550;1000\n");
        Named("andel");
        Assert.Single((await town.OnceAsync("2026-07-13T08:00")).Letters);

        File.Delete(town.PathOf("config/indicators/andel.yml"));
        Named("andel-ny");
        var renamed = await town.OnceAsync("2026-07-14T08:00");
        Assert.Equal(Standing.MissingUnit, renamed.Of("porto", "nord").Standing);
        Assert.Empty(renamed.Letters);

        void Named(string indicator) => town
            .Write($"config/indicators/{indicator}.yml", Given.Indicator.Replace("id: andel", $"id: {indicator}", StringComparison.Ordinal).Replace("{ period: måned,", "{ period: måned, unit: center,", StringComparison.Ordinal))
            .Write("config/plans/post.yml", File.ReadAllText(town.PathOf("config/plans/post.yml")).Replace("indicator: andel", $"indicator: {indicator}", StringComparison.Ordinal));
    }
}
