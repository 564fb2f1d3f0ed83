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

    [GlobalSetup]
    public void Prepare()
    {
        var stamp = new ReadingStamp(1, new Moment(Municipality.AsOf, TimeZoneInfo.Utc), "");
        var first = Period.Containing(PeriodKind.Month, Municipality.First);
        _measurements = [.. from u in Enumerable.Range(0, Municipality.Units)
            from m in Enumerable.Range(0, Municipality.Months)
            select new Measurement((u * Municipality.Months) + m + 1, $"unit-{u}", first.Plus(m), Figure.Ratio(400 + m, 1000 + u), stamp)];
        _past = new Past(_measurements, null);
        _plan = new Plan { Id = "plan", Name = "Plan", Controller = "c", Version = 1, Approved = new Approval(new DateOnly(2024, 6, 1), "D", null), Changes = [], Benefits = [_benefit], Earlier = [], Text = "" };
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

    private static Place PlaceOf(string unit) => new(unit, "chef",
        new TargetPath(new Baseline(new DateOnly(2024, 6, 30), 40), [new Milestone(new DateOnly(2026, 6, 30), 52)], PathShape.Linear), new Tolerance(2, 4), null);
}
