using System.Text.Json;

namespace GevinstMonitor.Tests.Commands;

/// <summary>Who was told what, and who would be.</summary>
public sealed class LettersTests(Example example)
{
    [Fact]
    public async Task Letters_OfTheExample_AreEachToSomebodyForAReasonOnFigures()
    {
        var letters = await AskAsync("letters", "--json");

        Assert.Equal(["gevinstcontroller", "operations", "souschef-teknik"], letters.Select(l => l.GetProperty("post").GetString() ?? "operations").Order());
        Assert.All(letters, l => Assert.Equal(("sent", 1), (l.GetProperty("state").GetString(), l.GetProperty("attempts").GetInt32())));
        Assert.All(letters, l => Assert.NotEqual(0, l.GetProperty("tells").GetArrayLength()));
        var owner = letters.Single(l => l.GetProperty("post").GetString() == "souschef-teknik");
        Assert.StartsWith("Du får dette brev, fordi gevinsten", owner.GetProperty("why").GetString(), StringComparison.Ordinal);
        var told = owner.GetProperty("tells").EnumerateArray().Single(t => t.GetProperty("happened").GetString() == "opened");
        Assert.Equal(("deviation", "digital-post", "porto", "teknik-miljoe", "2026-06", "red", 52m), (Text("what"), Text("plan"), Text("benefit"), Text("unit"), Text("period"), Text("standing"), told.GetProperty("expected").GetDecimal()));
        Assert.StartsWith("44.288", told.GetProperty("actual").GetRawText(), StringComparison.Ordinal);

        string? Text(string key) => told.GetProperty(key).GetString();
    }

    [Fact]
    public async Task Letters_InWords_SayWhatBecameOfThem()
    {
        await example.OnceAsync();
        var said = await Gevinst.RunAsync("letters", "--config", example.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Matches(@"(?m)^[0-9a-f]{20} written .+ to souschef-teknik \(.+\), sent [0-9TZ:-]+$", said.Out.ReplaceLineEndings("\n"));
        Assert.Contains("opened: digital-post/porto teknik-miljoe D-8562d2034e 2026-06 red: 44.29, expected 52, gap 7.71", said.Out, StringComparison.Ordinal);
        Assert.EndsWith("3 letters: 3 sent, 0 waiting, 0 given up\n", said.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red", "souschef-teknik", "deputy; centerchef-teknik is vacant")]
    [InlineData("on-track", "souschef-teknik", "deputy; centerchef-teknik is vacant")]
    [InlineData("held", "gevinstcontroller", "controller")]
    [InlineData("missing-unit", "gevinstcontroller", "controller")]
    [InlineData("late", null, "operations")]
    [InlineData("source-failed", null, "operations")]
    public async Task Routes_OfAUnitWhoseOwnersPostIsVacant_AreThoseOfTheLetters(string standing, string? post, string role)
    {
        var first = (await AskAsync("routes", "--benefit", "digital-post/porto", "--unit", "teknik-miljoe", "--standing", standing, "--as-of", Example.AsOf, "--json"))[0];

        Assert.Equal((post, role, JsonValueKind.Null), (first.GetProperty("post").GetString(), first.GetProperty("role").GetString(), first.GetProperty("afterWorkdays").ValueKind));
        Assert.NotEmpty(first.GetProperty("why").GetString()!);
    }

    [Fact]
    public async Task Routes_OfAStandingThatIsNoNews_NameNobody() =>
        Assert.Empty(await AskAsync("routes", "--benefit", "digital-post/porto", "--standing", "not-yet-due", "--as-of", Example.AsOf, "--json"));

    [Fact]
    public async Task Routes_WhenNobodyAnswers_GoOnByTheEscalationOfTheInstallation()
    {
        using var town = Given.OneBenefit();
        town.Write("config/gevinstmonitor.yml", Given.Installation + "\nletters: { escalation: { remind: 5 workdays, controller: 10 workdays } }\n");
        var said = await Gevinst.RunAsync("routes", "--benefit", "post/porto", "--standing", "red", "--as-of", "2026-07-08", "--config", town.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Equal(["at once: chef (Chefen): owner", "after 5 workdays without an answer: chef (Chefen): owner", "after 10 workdays without an answer: chef (Chefen): owner", "after 10 workdays without an answer: controller (Controlleren): controller"],
            said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(' ')));
        Assert.False(File.Exists(town.StoreFile));
    }

    [Theory]
    [InlineData("post/porto", "*", "purple", "there is no standing 'purple'")]
    [InlineData("post/ukendt", "*", "red", "plan 'post' has no benefit 'ukendt'; it has porto")]
    [InlineData("post/porto", "nord", "red", "post/porto is not judged for 'nord'; it is for *")]
    public async Task Routes_OfWhatIsNotThere_IsWrongUsage(string benefit, string unit, string standing, string says)
    {
        using var town = Given.OneBenefit();
        var said = await Gevinst.RunAsync("routes", "--benefit", benefit, "--unit", unit, "--standing", standing, "--config", town.Config);

        Assert.Equal(64, said.Exit);
        Assert.Contains(says, said.Error, StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> AskAsync(params string[] command)
    {
        await example.OnceAsync();
        var said = await Gevinst.RunAsync([.. command, "--config", example.Config]);
        Assert.Equal((0, ""), (said.Exit, said.Error));
        using var json = JsonDocument.Parse(said.Out);
        return [.. json.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
