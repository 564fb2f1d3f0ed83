using FsCheck;
using FsCheck.Fluent;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

/// <summary>Days from 1990 through 2059, and periods of every kind that hold one.</summary>
public static class AnyPeriod
{
    private static readonly DateOnly First = new(1990, 1, 1);

    private static Gen<DateOnly> Day => Gen.Choose(0, new DateOnly(2059, 12, 31).DayNumber - First.DayNumber).Select(First.AddDays);

    public static Arbitrary<DateOnly> Days() => Day.ToArbitrary();

    public static Arbitrary<Period> Periods() =>
        (from kind in Gen.Elements(Enum.GetValues<PeriodKind>()) from day in Day select Period.Containing(kind, day)).ToArbitrary();
}
