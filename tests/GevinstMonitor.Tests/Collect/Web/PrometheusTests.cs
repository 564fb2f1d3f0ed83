using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>A real Prometheus, asked at the end of each period.</summary>
public sealed class PrometheusTests(RealPrometheus prometheus)
{
    [Fact]
    public async Task Query_OfTheWhole_IsAskedAtTheEndOfEachPeriodForItsLength()
    {
        using var town = await TownAsync(Value("count(count_over_time(breve[{period}])) * max(count_over_time(breve[{period}]))", history: 6));
        Assert.Equal(["* 2026-02 2688", "* 2026-03 2972", "* 2026-04 2880", "* 2026-05 2976", "* 2026-06 2880", "* 2026-07 2976"], (await town.ReadAsync()).Said());
    }

    // March lost an hour: 743.
    [Fact]
    public async Task Query_OverAChangeOfClocks_CoversTheHoursThatThereWere()
    {
        using var town = await TownAsync(Value("sum(sum_over_time(digitale{center=\"nord\"}[{period}]))", history: 6));
        Assert.Equal(["* 2026-02 672", "* 2026-03 743", "* 2026-04 720", "* 2026-05 744", "* 2026-06 720", "* 2026-07 744"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("week", 3, "* 2026-W29 168|* 2026-W30 168|* 2026-W31 168")]
    [InlineData("day", 2, "* 2026-08-06 24|* 2026-08-07 2")]
    [InlineData("quarter", 2, "* 2026-Q1 2159|* 2026-Q2 2184")]
    public async Task Query_ByOtherPeriods_IsAskedAtTheirEnds(string period, int history, string said)
    {
        using var town = await TownAsync(Value("sum(sum_over_time(digitale{center=\"nord\"}[{period}]))", history: history).Replace("period: month", $"period: {period}", StringComparison.Ordinal));
        Assert.Equal(said.Split('|'), (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Query_ByUnit_ReadsTheLabelAndWhatBelongsToNobodyIsNotTheWhole()
    {
        using var town = await TownAsync(Value("sum by (center) (sum_over_time(breve[{period}]))", "columns: { unit: center }", history: 2));
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-06 2880", "syd 2026-06 1440", "nord 2026-07 2976", "syd 2026-07 1488"], reading.Said().Order(StringComparer.Ordinal).OrderBy(s => s.Split(' ')[1]));
        Assert.Equal(["the end of 2026-06: a series without the label 'center'; which unit it is for is not known", "the end of 2026-07: a series without the label 'center'; which unit it is for is not known"], reading.Taken().Rejected);
    }

    [Fact]
    public async Task Ratio_OfTwoQueries_IsNotKnownWhereOneSideIsNotThere()
    {
        using var town = await TownAsync(Ratio("sum by (center) (sum_over_time(digitale[{period}]))", "sum by (center) (sum_over_time(breve{center!=\"\"}[{period}]))"));
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 744/2976", "syd 2026-05 NotANumber", "nord 2026-06 720/2880", "syd 2026-06 720/1440", "nord 2026-07 744/2976", "syd 2026-07 744/1488"],
            reading.Said().Order(StringComparer.Ordinal).OrderBy(s => s.Split(' ')[1]));
        Assert.Empty(reading.Taken().Rejected);
    }

    [Fact]
    public async Task Query_OfNothing_IsNoFigureAndNoFault()
    {
        using var town = await TownAsync(Value("sum(findes_ikke)"));
        Assert.Empty((await town.ReadAsync()).Taken().Figures);
    }

    [Theory]
    [InlineData("sum(breve) / 0")]
    [InlineData("-sum(breve) / 0")]
    [InlineData("sum(breve) * 0 / 0")]
    public async Task Value_ThatIsNotANumber_IsNotKnown(string query)
    {
        using var town = await TownAsync(Value($"{query} or vector(0) / 0", history: 1));
        Assert.Equal(["* 2026-07 NotANumber"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("sum(", "", "Prometheus refuses the query (bad_data); try it on its own page")]
    [InlineData("last_over_time(breve[1d]) * on (art) last_over_time(digitale[1d])", "", "Prometheus refuses the query (execution); try it on its own page")]
    [InlineData("breve[5m]", "", "the query does not give one value for each series at one moment; of a range like x[{period}] take increase, sum_over_time or the like")]
    [InlineData("7", "", "the query does not give one value for each series at one moment; of a range like x[{period}] take increase, sum_over_time or the like")]
    [InlineData("last_over_time(breve[1d])", "", "the query gives several series where it is for the whole; add them up, like sum(...), or state in 'columns' which label is the unit")]
    [InlineData("last_over_time(breve[1d])", "columns: { unit: center }", "the query gives several series for one 'center'; add them up, like sum by (center) (...)")]
    public async Task Query_ThatCannotBeUsed_IsRefusedAndSaysWhatToDo(string query, string columns, string says)
    {
        using var town = await TownAsync(Value(query, columns));
        Assert.Equal((CollectFault.QueryRefused, says), await town.FaultAsync());
    }

    [Fact]
    public async Task Gauge_AtTheEndOfAPeriod_IsAsItWasThen()
    {
        using var town = await TownAsync(Value("count(last_over_time(digitale[1h]))"));
        Assert.Equal(["* 2026-05 1", "* 2026-06 2", "* 2026-07 2"], (await town.ReadAsync()).Said());
    }

    private async Task<Town> TownAsync(string indicator) => PrometheusTown.At(await prometheus.UrlAsync(), indicator);

    private static string Value(string query, string columns = "", int history = 3) => PrometheusTown.Value(query, columns, history);

    private static string Ratio(string numerator, string denominator) => PrometheusTown.Ratio(numerator, denominator, "unit: center");
}
