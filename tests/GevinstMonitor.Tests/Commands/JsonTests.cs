using System.Globalization;
using System.Text.Json;

namespace GevinstMonitor.Tests.Commands;

/// <summary>What programs read: the keys of the manual, whole numbers of full precision, ISO dates, whatever language the machine speaks.</summary>
public sealed class JsonTests(Example example)
{
    private static readonly string[] Danish = ["LC_ALL=da_DK.UTF-8", "LANG=da_DK.UTF-8"];

    [Fact]
    public async Task Status_OnADanishMachine_HasExactNumbersAndIsoMoments()
    {
        var red = (await AskAsync("status", "--json")).EnumerateArray().Single(one => one.GetProperty("unit").GetString() == "teknik-miljoe");

        // 977 of 2206 letters: full precision, in per cent as shown.
        Assert.Equal(decimal.Divide(977, 2206) * 100, Exact(red.GetProperty("actual")));
        Assert.Equal(52 - (decimal.Divide(977, 2206) * 100), Exact(red.GetProperty("gap")));
        Assert.Equal("2026-07-12T22:00:00Z", red.GetProperty("readAt").GetString());
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", red.GetProperty("deviation").GetProperty("told").GetString());
        Assert.Equal(["id", "openedPeriod", "level", "told", "kroner"], Keys(red.GetProperty("deviation")));
    }

    [Theory]
    [InlineData("digital-post/porto", "teknik-miljoe")]
    [InlineData("digital-post/porto", "*")]
    [InlineData("loen/aarsvaerk", "*")]
    [InlineData("loen/svartid", "*")]
    public async Task Explain_OfAnyBenefit_HasTheKeysOfTheManualEverywhere(string benefit, string unit)
    {
        var explained = await AskAsync("explain", benefit, "--unit", unit, "--json");

        Assert.Equal(["indicator", "query", "series", "process", "forecast", "verdict", "answers", "told", "targets", "exposed", "balance", "money", "attention"], Keys(explained));
        Assert.All(explained.GetProperty("series").EnumerateArray(), one => Assert.Equal(["period", "actual", "expected", "gap", "standing", "readAt", "queryHash"], Keys(one)));
        Assert.All(explained.GetProperty("told").EnumerateArray(), one => Assert.Equal(["post", "reason"], Keys(one)));
        Assert.NotEmpty(explained.GetProperty("series").EnumerateArray());
        var process = explained.GetProperty("process");
        Assert.Equal(["on", "segments", "points", "variation", "assurance"], Keys(process));
        Assert.All(process.GetProperty("segments").EnumerateArray(), one => Assert.Equal(["from", "mean", "lower", "upper"], Keys(one)));
        Assert.All(process.GetProperty("points").EnumerateArray(), one => Assert.Equal(["period", "value", "specialCause"], Keys(one)));
        Assert.Equal(
            explained.GetProperty("series").EnumerateArray().Where(one => one.GetProperty("gap").ValueKind == JsonValueKind.Number).Select(one => one.GetProperty("period").GetString()),
            process.GetProperty("points").EnumerateArray().Select(one => one.GetProperty("period").GetString()));
    }

    private async Task<JsonElement> AskAsync(params string[] command)
    {
        await example.OnceAsync();
        using var gevinst = Gevinst.Start([.. command, "--as-of", Example.AsOf, "--config", example.Config], Danish);
        var said = await gevinst.EndAsync();
        Assert.Equal((0, ""), (said.Exit, said.Error));
        using var json = JsonDocument.Parse(said.Out);
        return json.RootElement.Clone();
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static decimal Exact(JsonElement number) => decimal.Parse(number.GetRawText(), CultureInfo.InvariantCulture);
}
