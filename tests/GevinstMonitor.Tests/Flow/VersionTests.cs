using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Tests.Flow;

/// <summary>Plans change while they are followed: 55 % by June, and 49.5 % is found; version 2 promises 51.</summary>
public sealed class VersionTests
{
    private const string Approved = "version: 1\napproved: { on: 2026-01-10, by: Direktionen }\n";

    private static readonly string First = Given.Plan.ReplaceLineEndings("\n");

    private static readonly string Second = First
        .Replace(Approved, "version: 2\napproved: { on: 2026-07-20, by: Direktionen, note: Porto steg }\nhistory: [ { version: 1, approved: { on: 2026-01-10, by: Direktionen }, file: history/post.v1.yml } ]\n", StringComparison.Ordinal)
        .Replace("value: 55 }", "value: 51 }", StringComparison.Ordinal).Replace("value: 60 }", "value: 51 }", StringComparison.Ordinal);

    private static Town OneBenefit() => Given.OneBenefit().Write("config/plans/post.yml", First).Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 495)));

    private static Task<Said> Gevinst(Town town, params string[] arguments) => Tests.Gevinst.RunAsync([.. arguments, "--config", town.Config]);

    [Fact]
    public async Task Target_LoweredWhileItsBenefitIsOff_IsToldToOwnerAndControllerOnceInOneCommit()
    {
        using var town = OneBenefit();
        Assert.Single((await town.OnceAsync("2026-07-08T06:00")).Letters);

        town.Write("config/plans/history/post.v1.yml", First).Write("config/plans/post.yml", Second);
        var lowered = await town.OnceAsync("2026-07-21T06:00");
        Assert.Equal(Standing.OnTrack, lowered.Of("porto").Standing);
        Assert.Equal(["chef@proeveby.example", "controller@proeveby.example"], lowered.Letters.Select(l => l.To.Mailboxes.Single().Address).Order());
        Assert.Contains("GRØN, men kun fordi målet er flyttet", lowered.Letters.Single(l => l.To.ToString().Contains("chef@", StringComparison.Ordinal)).TextBody, StringComparison.Ordinal);
        // 55 - 45 were promised by June, 51 - 45 are: four tenths less.
        Assert.Contains("Mål:      Sparet porto: sænket fra 55,0\u00a0% til 51,0\u00a0% pr. 30.\u00a0juni 2026; sænket fra 60,0\u00a0% til 51,0\u00a0% pr. 31.\u00a0juli 2026; grøn alene fordi målet er sænket med 40\u00a0% af den lovede forbedring",
            lowered.Letters.Single(l => l.To.ToString().Contains("controller@", StringComparison.Ordinal)).TextBody, StringComparison.Ordinal);

        Assert.Empty((await town.OnceAsync("2026-07-22T06:00")).Letters);
        Assert.Equal(["2 since 1 told"], town.Query<string>("select version || ' since ' || since_version || iif(letter_id is null, '', ' told') from target_changes"));
    }

    [Fact]
    public async Task Content_ChangedWithoutANewVersion_IsRefusedByCheckAndOnceUntilTheVersionIsRaised()
    {
        using var town = OneBenefit();
        await town.OnceAsync("2026-07-08T06:00");
        Assert.Equal(0, (await Gevinst(town, "check")).Exit);

        town.Write("config/plans/post.yml", First.Replace("value: 55 }", "value: 51 }", StringComparison.Ordinal));
        var at = $"{town.Config}/plans/post.yml:4: ".Replace('\\', '/');
        var refused = $"{at}the content of version 1 is not what was judged by on 2026-07-08; raise 'version' and say who approved it\n";
        var check = await Gevinst(town, "check");
        Assert.Equal((2, refused + "1 fault\n"), (check.Exit, check.Out));
        var once = await Gevinst(town, "once", "--as-of", "2026-07-09");
        Assert.Equal((2, "", refused), (once.Exit, once.Out, once.Error));
        var run = await Gevinst(town, "run");
        Assert.Equal((2, refused), (run.Exit, run.Error));

        // Written in another way, and with a change done, it is the same.
        town.Write("config/plans/post.yml", "# Digital Post\n" + First.Replace("value: 55 }", "value: 55.0 }", StringComparison.Ordinal));
        Assert.Equal(0, (await Gevinst(town, "check")).Exit);

        // What was judged by stays on file, as it was.
        town.Write("config/plans/post.yml", Second.Replace("history: [ { version: 1, approved: { on: 2026-01-10, by: Direktionen }, file: history/post.v1.yml } ]\n", "", StringComparison.Ordinal));
        Assert.Equal($"{at}version 1 was judged by on 2026-07-08 and is not under 'history'; keep its file there, so that targets can be compared\n1 fault\n", (await Gevinst(town, "check")).Out);
        town.Write("config/plans/post.yml", Second).Write("config/plans/history/post.v1.yml", First.Replace("value: 55 }", "value: 51 }", StringComparison.Ordinal));
        Assert.Equal($"{at.Replace("post.yml", "history/post.v1.yml", StringComparison.Ordinal)}the content of version 1 is not what was judged by on 2026-07-08; put it back as it was\n1 fault\n", (await Gevinst(town, "check")).Out);
        town.Write("config/plans/history/post.v1.yml", First);
        Assert.Equal(0, (await Gevinst(town, "once", "--as-of", "2026-07-21")).Exit);

        town.Write("config/plans/post.yml", First);
        Assert.Equal($"{at}version 2 was judged by on 2026-07-21, and a plan does not go back to version 1; raise 'version' and say who approved it\n1 fault\n", (await Gevinst(town, "check")).Out);
    }
}
