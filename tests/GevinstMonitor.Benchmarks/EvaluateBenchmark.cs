using BenchmarkDotNet.Attributes;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Benchmarks;

/// <summary>Judging one benefit in ten units over 24 months, against the bare sums of the same figures.</summary>
[MemoryDiagnoser]
public class EvaluateBenchmark
{
    private static readonly Moment AsOf = new(Municipality.AsOf, TimeZoneInfo.Utc);
    private readonly Benefit _benefit = new()
    {
        Id = "benefit",
        Name = "Gevinst",
        Type = "economic",
        Indicator = "indicator",
        Needs = [],
        ActionOnDeviation = "Chefen handler.",
        Whole = WholeRule.AllUnits,
        Places = [PlaceOf("*"), .. Enumerable.Range(0, Municipality.Units).Select(u => PlaceOf($"unit-{u}"))],
    };

    private readonly Indicator _indicator = new()
    {
        Id = "indicator",
        Name = "Indikator",
        Source = "source",
        Kind = IndicatorKind.Ratio,
        Measure = "percent",
        Better = Better.Higher,
        Period = PeriodKind.Month,
        Due = TimeSpan.FromDays(10),
        History = 24,
        Revise = 3,
        Adds = true,
    };

    private Measurement[] _measurements = [];
    private Past _past = new([], null);
    private Plan _plan = null!;
    private Evaluation _one = null!;
    private readonly TargetPath _path = new(new Baseline(new DateOnly(2022, 12, 31), 40), [new Milestone(new DateOnly(2026, 6, 30), 60)], PathShape.Linear);
    private Judgement[] _series = [];

    [GlobalSetup]
    public void Prepare()
    {
        var stamp = new ReadingStamp(1, new Moment(Municipality.AsOf, TimeZoneInfo.Utc), "");
        var first = Period.Containing(PeriodKind.Month, Municipality.First);
        _measurements = [.. from u in Enumerable.Range(0, Municipality.Units)
            from m in Enumerable.Range(0, Municipality.Months)
            select new Measurement((u * Municipality.Months) + m + 1, $"unit-{u}", first.Plus(m), Figure.Ratio(400 + m, 1000 + u), stamp)];
        _past = new Past(_measurements, null);
        var january = Period.Containing(PeriodKind.Month, new DateOnly(2023, 1, 1));
        var random = new Random(1);
        _series = [.. Enumerable.Range(0, 36).Select(i => (Period: january.Plus(i), Actual: 40 + (i * 0.4m) + (random.Next(-200, 200) / 100m))).Select(m =>
        {
            var expected = _path.ExpectedOn(m.Period.LastDay)!.Value;
            return new Judgement { Period = m.Period, Standing = Standing.OnTrack, Expected = expected, Actual = m.Actual, Gap = expected - m.Actual };
        })];
        var place = _benefit.Places[0] with { Path = _path };
        _plan = new Plan { Id = "plan", Name = "Plan", Controller = "c", Version = 1, Approved = new Approval(new DateOnly(2024, 6, 1), "D", null), Changes = [], Benefits = [_benefit], Earlier = [], Text = "" };
        _one = new Evaluation(_plan, _benefit, place, _indicator, _series);
    }

    [Benchmark(Baseline = true)]
    public decimal BareSums()
    {
        var sum = 0m;
        foreach (var m in _measurements)
            sum += m.Figure.First / m.Figure.Second;
        return sum;
    }

    [Benchmark]
    public int Judge() => Evaluation.Of(_plan, _benefit, _indicator, _past, AsOf).Sum(e => e.Judgements.Count);

    /// <summary>One series of 36 months: its process behaviour chart.</summary>
    [Benchmark]
    public ProcessChart? Chart() => ProcessChart.Of(Process.Default, Better.Higher, null, _series);

    /// <summary>One series of 36 months: whether it reaches its milestone.</summary>
    [Benchmark]
    public Forecast? Forecast() => Core.Evaluate.Forecast.Of(_series, _path, Better.Higher, null, []);

    /// <summary>All that is said of one series of 36 months: where it stands for sure, its chart, and whether it reaches its milestone.</summary>
    [Benchmark]
    public (Verdict, ProcessChart?, Forecast?) Series() => (Verdict.Of(_one), ProcessChart.Of(_one), Core.Evaluate.Forecast.Of(_one));

    private static Place PlaceOf(string unit) => new(unit, "chef",
        new TargetPath(new Baseline(new DateOnly(2024, 6, 30), 40), [new Milestone(new DateOnly(2026, 6, 30), 52)], PathShape.Linear), new Tolerance(2, 4), null);
}
