using System.Text.Json.Nodes;

namespace GevinstMonitor.Tests.Commands;

/// <summary>How <c>respond</c> is used wrongly, and what it says then.</summary>
public sealed class RespondTests
{
    [Fact]
    public async Task Respond_UsedWrongly_SaysHowItIsUsedRightlyAndPutsNothingOnFile()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        await town.OnceAsync("2026-07-08T06:00");
        var id = town.Query<string>("select deviation_id from deviations").Single();

        foreach (var (arguments, said) in new[]
        {
            ("D-0000000000 --acknowledge --by chef", "there is no deviation 'D-0000000000' of a benefit that is configured; status --json and the letters name them"),
            ($"{id} --by chef", "say one of --acknowledge, --accept-until, --dispute, --confirm"),
            ($"{id} --acknowledge --dispute --by chef", "say one of --acknowledge, --accept-until, --dispute, --confirm"),
            ($"{id} --acknowledge --by ingen", "there is no post 'ingen' in organisation.yml"),
            ($"{id} --acknowledge --by chef-syd", "post 'chef-syd' does not answer for post/porto in *; chef and controller do"),
            ($"{id} --acknowledge --interim 45 --by chef", "--interim goes with --accept-until"),
            ($"{id} --dispute --date 2026-08-01 --by chef", "--date goes with --acknowledge"),
            ($"{id} --accept-until 2026-07-08 --by chef", "2026-07-08 is past on 2026-07-09"),
            ($"{id} --accept-until 2036-07-08 --by chef", "2036-07-08 is more than 5 years away"),
            ($"{id} --accept-until snart --by chef", "--accept-until snart: write a day like 2026-07-13, of a year between 1900 and 9000"),
            ($"{id} --accept-until 2026-08-01 --interim 4,5 --by chef", "--interim 4,5: write a number like 52.5"),
            ($"{id} --confirm --by controller", $"no acceptance of {id} awaits a confirmation"),
            ($"{id} --confirm --by chef", "post 'chef' does not confirm; controller does"),
            ($"{id} --acknowledge --by chef --note \u202E", "--note is empty; say why, for those who look it up afterwards"),
        })
        {
            var refused = await RunAsync(town, arguments, "2026-07-09");
            Assert.Equal((64, "", $"gevinst: {said}\n"), (refused.Exit, refused.Out, refused.Error));
        }

        var early = await RunAsync(town, $"{id} --acknowledge --by chef", "2026-07-08T05:59");
        Assert.Contains("was read as of 2026-07-08T04:00:00+00:00 already", early.Error, StringComparison.Ordinal);
        Assert.Empty(town.Query<string>("select kind from responses"));
    }

    [Fact]
    public async Task Respond_ToAClosedDeviation_IsWrongUsage()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        await town.OnceAsync("2026-07-08T06:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 560)));
        await town.OnceAsync("2026-07-09T06:00");
        var id = town.Query<string>("select deviation_id from deviations").Single();

        Assert.Equal((64, $"gevinst: deviation {id} is closed\n"), await RunAsync(town, $"{id} --acknowledge --by chef", "2026-07-10") is { } said ? (said.Exit, said.Error) : default);
    }

    [Fact]
    public async Task Explain_OfAnAnsweredBenefit_ShowsTheAnswersToPrograms()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        await town.OnceAsync("2026-07-08T06:00");
        var id = town.Query<string>("select deviation_id from deviations").Single();
        Assert.Equal(0, (await RunAsync(town, $"{id} --acknowledge --date 2026-08-01 --by chef", "2026-07-09")).Exit);

        var explained = JsonNode.Parse((await Gevinst.RunAsync("explain", "post/porto", "--json", "--as-of", "2026-07-10", "--config", town.Config)).Out)!;

        Assert.Equal($$"""{"deviation":"{{id}}","at":"2026-07-08T22:00:00Z","post":"chef","kind":"acknowledged","note":"Set","until":"2026-08-01","interim":null,"lapsed":null}""", Assert.Single(explained["answers"]!.AsArray())!.ToJsonString());
        Assert.Equal(1, (int)explained["attention"]!["answered"]!);
    }

    private static Task<Said> RunAsync(Town town, string arguments, string asOf) =>
        Gevinst.RunAsync(["respond", .. arguments.Split(' '), .. arguments.Contains("--note", StringComparison.Ordinal) ? Array.Empty<string>() : ["--note", "Set"], "--as-of", asOf, "--config", town.Config]);
}
