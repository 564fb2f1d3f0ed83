using System.Text.Json;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>What the worker's log looks like to what reads it.</summary>
public sealed partial class LogFormatTests
{
    [Fact]
    public async Task Json_IsAnObjectALineWithIdTimeAndTheRoundItIsOf()
    {
        using var town = Worker("logs: { format: json, level: debug }");
        // Where systemd started it, too: what is stated goes.
        var lines = (await LinesAsync(town, "JOURNAL_STREAM=8:1")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.GetProperty("Timestamp").GetString()));
        Assert.All(lines, line => Assert.InRange(line.GetProperty("EventId").GetInt32(), 100, 599));
        var round = Assert.Single(lines, line => line.GetProperty("EventId").GetInt32() == 200);
        Assert.Equal("maalinger", round.GetProperty("State").GetProperty("Source").GetString());
        // All that was told of the round names it; nothing else does.
        var id = ScopeOf(round).GetProperty("Round").GetString();
        Assert.NotEmpty(id!);
        Assert.Equal("maalinger", ScopeOf(round).GetProperty("Source").GetString());
        Assert.Equal([200, 202, 230], lines.Where(line => line.GetProperty("Scopes").GetArrayLength() > 0 && ScopeOf(line).GetProperty("Round").GetString() == id)
            .Select(line => line.GetProperty("EventId").GetInt32()).Order());
    }

    [Fact]
    public async Task Journal_WhereSystemdStartsIt_BeginsWithThePriority()
    {
        using var town = Worker("");
        var lines = await LinesAsync(town, "JOURNAL_STREAM=8:1");

        Assert.All(lines, line => Assert.Matches(Priority(), line));
        Assert.Single(lines, line => line.StartsWith("<6>GevinstMonitor.Schedule.Journal[200]", StringComparison.Ordinal) && line.Contains("of maalinger as of", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("<4>GevinstMonitor.Schedule.Journal[202]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Level_OfWarning_LeavesOutWhatIsNoFault()
    {
        using var town = Worker("logs: { level: warning }");
        var lines = await LinesAsync(town, "Logging__LogLevel__Default=Trace", until: "Reading andel from maalinger failed");

        Assert.All(lines, line => Assert.Contains(" warn: ", line, StringComparison.Ordinal));
    }

    // A source whose file is not there.
    private static Town Worker(string logs) => new Town(Given.Installation + $"\nstatus: {{ listen: \"{Gevinst.FreeAddress()}\" }}\n{logs}\n")
        .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan);

    private static async Task<IReadOnlyList<string>> LinesAsync(Town town, string variable, string until = "Trouble began: SourceFailed")
    {
        using var gevinst = Gevinst.Start(["run", "--config", town.Config], [variable]);
        await gevinst.LineAsync(until);
        gevinst.Terminate();
        var said = await gevinst.EndAsync();
        Assert.Equal(0, said.Exit);
        return said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // The scheduler's own stands around it.
    private static JsonElement ScopeOf(JsonElement line) => line.GetProperty("Scopes")[line.GetProperty("Scopes").GetArrayLength() - 1];

    [GeneratedRegex(@"^<[3-7]>GevinstMonitor\.\w+\.\w+\[\d{3}\] ")]
    private static partial Regex Priority();
}
