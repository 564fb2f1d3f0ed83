using GevinstMonitor.Collect;
using GevinstMonitor.Commands;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Configure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace GevinstMonitor.Tests.Commands;

/// <summary>What a terminal shows of the example, as wide as it happens to be.</summary>
public sealed class TablesTests(Example example)
{
    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(141)]
    [InlineData(200)]
    public async Task Table_OnAScreenOfAnyWidth_BreaksNoWordAndNoLine(int width)
    {
        var shown = await ShownAsync(width);

        Assert.All(shown, line => Assert.True(line.TrimEnd().Length <= width, line));
        foreach (var row in new[] { @"borgerservice +2026-06 +60\.91 +60 +-0\.91 +on-track", @"teknik-miljoe +2026-06 +44\.29 +52 +7\.71 +red", @"sundhed-omsorg +2026-06 +47\.01 +50 +2\.99 +amber", @"\* +2026-06 +6\.02 +late" })
            Assert.Single(shown, line => System.Text.RegularExpressions.Regex.IsMatch(line, row));
        Assert.Single(shown, line => line.TrimEnd().EndsWith("D-8562d2034e red since 2026-04", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Table_OnAWideScreen_HasARowForEachAndOnANarrowOneABlockForEachBenefit()
    {
        Assert.Equal(4, (await ShownAsync(141)).Count(line => line.Contains("digital-post v2 ", StringComparison.Ordinal)));
        Assert.Equal(1, (await ShownAsync(140)).Count(line => line == "digital-post v2, porto"));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public void Table_OfNothing_IsShownToo(int width)
    {
        using var text = new StringWriter();
        Tables.Show(Screen(text, width), [], new OpenCases(new Dictionary<(string, string, string), Deviation>(), []));
        Assert.Contains("standing", text.ToString().ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    private async Task<List<string>> ShownAsync(int width)
    {
        await example.OnceAsync();
        var at = DateTimeOffset.Parse($"{Example.AsOf}T00:00:00+02:00", System.Globalization.CultureInfo.InvariantCulture);
        var catalog = ConfigFolder.Load(example.Config);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(new FakeTimeProvider(at)).AddSingleton(catalog).AddLogging()
            .AddCollect().AddStore().AddRound().AddPost().AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync).BuildServiceProvider();
        var seen = await services.GetRequiredService<Round>().LookAsync(catalog.At(at), TestContext.Current.CancellationToken);
        var open = await services.GetRequiredService<Cases>().OpenAsync(at, TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        Tables.Show(Screen(text, width), seen, open);
        return [.. text.ToString().Split('\n')];
    }

    private static IAnsiConsole Screen(StringWriter text, int width)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        screen.Profile.Width = width;
        return screen;
    }
}
