using FsCheck;
using FsCheck.Fluent;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Plans;

/// <summary>Paths of one to five milestones, up to three years apart, that may rise and fall.</summary>
public static class AnyPath
{
    private static Gen<decimal> Value => Gen.Choose(-100_000, 100_000).Select(n => n / 100m);

    public static Arbitrary<TargetPath> Paths() =>
        (from shape in Gen.Elements(PathShape.Linear, PathShape.Step)
         from start in Gen.Choose(0, 1000)
         from baseline in Value
         from steps in Gen.NonEmptyListOf(from days in Gen.Choose(1, 1100) from value in Value select (days, value))
         select Path(shape, new Baseline(new DateOnly(2025, 1, 1).AddDays(start), baseline), [.. steps.Take(5)])).ToArbitrary();

    private static TargetPath Path(PathShape shape, Baseline baseline, (int Days, decimal Value)[] steps)
    {
        var (day, milestones) = (baseline.On, new List<Milestone>());
        foreach (var (days, value) in steps)
            milestones.Add(new Milestone(day = day.AddDays(days), value));
        return new TargetPath(baseline, milestones, shape);
    }
}
