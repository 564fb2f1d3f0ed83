using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Tests.Commands;

public sealed class ExitCodeTests
{
    private static readonly string[] Codes = ["once", "--as-of", "2026-07-08"];

    [Fact]
    public async Task Once_WithAFileThatIsMissing_Is1AndNamesTheFault()
    {
        using var town = Given.OneBenefit();
        var said = await RunAsync(town, Codes);
        Assert.Equal(1, said.Exit);
        Assert.Contains("Failed: andel from maalinger: file-missing: no file matches 'maalinger.csv'", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_WithAFault_Is2AndGivesItsAddress()
    {
        using var town = Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator.Replace("due:", "deu:", StringComparison.Ordinal));
        foreach (var command in new[] { Codes, ["check"], ["status"] })
        {
            var said = await RunAsync(town, command);
            Assert.Equal(2, said.Exit);
            Assert.Contains("indicators/andel.yml:8: unknown key 'deu'; did you mean 'due'?", said.Out + said.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Store_ThatIsNoDatabase_Is3()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-06", 480))).Write("store.db", new string('x', 4096));
        var said = await RunAsync(town, Codes);
        Assert.Equal((3, ""), (said.Exit, said.Out));
        Assert.StartsWith("gevinst: the store ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_OfWhichAPartIsDamaged_Is3WhereverItIsMetFirst()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        Assert.Equal(0, (await RunAsync(town, Codes)).Exit);
        const int page = 4096;
        var root = town.Query<long>("select rootpage from sqlite_master where name = 'measurements'").Single();
        // The file as a program leaves it that ends: nothing in the log any more, no page remembered.
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(town.StoreFile))
        {
            file.Position = (root - 1) * page;
            file.Write(new byte[page]);
        }

        foreach (var command in new[] { ["once", "--as-of", "2026-07-09"], ["status"], new[] { "explain", "post/porto" } })
        {
            var said = await RunAsync(town, command);
            Assert.Equal((3, ""), (said.Exit, said.Out));
            Assert.StartsWith("gevinst: the store ", said.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("once", "--asof", "2026-07-08")]
    [InlineData("once", "--as-of", "8. juli")]
    [InlineData("once", "--source", "mangler")]
    [InlineData("once", "--indicator", "mangler")]
    [InlineData("once", "--to", "2026-05-31", "--as-of", "2026-07-08")]
    [InlineData("once", "--from", "2026-05-31", "--to", "2026-05-30", "--as-of", "2026-07-08")]
    [InlineData("once", "--from", "2026-07-01", "--as-of", "2026-07-08")]
    [InlineData("once", "--from", "1. juni", "--as-of", "2026-07-08")]
    [InlineData("once", "--from", "0001-01-01", "--as-of", "2026-07-08")]
    [InlineData("explain", "post/mangler")]
    [InlineData("explain", "mangler/porto")]
    [InlineData("explain", "post/porto", "--unit", "nord")]
    [InlineData("release", "99", "--by", "controller", "--note", "Set efter")]
    [InlineData("release", "1", "--by", "mangler", "--note", "Set efter")]
    [InlineData("release", "1", "--by", "controller", "--note", " ")]
    [InlineData("preview")]
    [InlineData("tilbage")]
    public async Task Usage_ThatIsWrong_Is64AndSaysWhatIsRight(params string[] command)
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        var said = await RunAsync(town, command);
        Assert.Equal(64, said.Exit);
        Assert.StartsWith("gevinst: ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_AsOfBeforeTheNewestReading_IsRefused()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        Assert.Equal(0, (await RunAsync(town, Codes)).Exit);
        var said = await RunAsync(town, ["once", "--as-of", "2026-07-07"]);
        Assert.Equal(64, said.Exit);
        Assert.Contains("would turn time back", said.Error, StringComparison.Ordinal);
        Assert.Single(town.Letters());
    }

    [Fact]
    public async Task Release_AsOfBeforeTheNewestReading_IsRefusedAndLeavesThePastAsItWas()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-06", 480)));
        Assert.Equal(0, (await RunAsync(town, Codes)).Exit);
        var said = await RunAsync(town, ["release", "1", "--by", "controller", "--note", "Set efter", "--as-of", "2026-07-07"]);
        Assert.Equal(64, said.Exit);
        Assert.Contains("would change what was judged since", said.Error, StringComparison.Ordinal);
        Assert.Equal(0, town.Query<long>("select count(*) from decisions").Single());
    }

    private static Task<Said> RunAsync(Town town, string[] command) => Gevinst.RunAsync([.. command, "--config", town.Config]);
}
