using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests;

/// <summary>The small municipality that the tests tell of: a share of letters sent digitally, by the month, known ten days later.</summary>
internal static class Given
{
    public static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The instant at which clocks in Copenhagen show this: <c>2026-07-11 06:00</c>.</summary>
    public static DateTimeOffset Clock(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, Copenhagen.GetUtcOffset(time));
    }

    public static DateTimeOffset Utc(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static Moment At(string local) => new(Clock(local), Copenhagen);

    public static Moment AtUtc(string time) => new(Utc(time), Copenhagen);

    public static Period Period(string text) => Period(text, PeriodKind.Month);

    public static Period Period(string text, PeriodKind kind) =>
        Core.Readings.Period.TryParse(text, kind, out var period) ? period : throw new ArgumentException($"{text} is no {kind}", nameof(text));

    public static Indicator Indicator() => new()
    {
        Id = "digital-post",
        Name = "Andel breve sendt som Digital Post",
        Source = "post-register",
        Kind = IndicatorKind.Ratio,
        Measure = "percent",
        Better = Better.Higher,
        Period = PeriodKind.Month,
        Due = TimeSpan.FromDays(10),
        History = 36,
        Revise = 3,
        Adds = true,
    };

    public static TargetPath Path(Baseline baseline, params Milestone[] milestones) => new(baseline, milestones, PathShape.Linear);

    /// <summary>A path that promises the same from New Year 2026 on.</summary>
    public static TargetPath Flat(decimal value) =>
        Path(new Baseline(Day("2025-12-31"), value), new Milestone(Day("2026-12-31"), value));

    public static Place Whole(TargetPath path) => new(Unit.Whole, "centerchef", path, new Tolerance(2, 5), null);

    public static Place In(string unit, TargetPath path) => new(unit, "centerchef", path, new Tolerance(2, 5), null);

    public static Benefit Benefit(params Place[] places) => new()
    {
        Id = "porto",
        Name = "Sparet porto",
        Type = "economic",
        Indicator = "digital-post",
        Needs = [],
        ActionOnDeviation = "Centerchefen lukker papirkanalen for de tre største brevtyper.",
        Confirm = Confirm.Default,
        Whole = WholeRule.AllUnits,
        Places = places,
    };

    public static Plan Plan(params Benefit[] benefits) => new()
    {
        Id = "digital-post",
        Name = "Digital Post",
        Controller = "gevinstcontroller",
        Version = 1,
        Approved = new Approval(Day("2025-12-01"), "Direktionen", null),
        Changes = [],
        Benefits = benefits,
        Earlier = [],
        Text = "",
    };

    /// <summary>A figure of a thousand letters, so many per cent of them digital, read at six the morning after the month's end.</summary>
    public static Measurement Percent(string unit, string month, decimal percent) => Figure(unit, month, Core.Readings.Figure.Ratio(percent * 10, 1000));

    public static Measurement Figure(string unit, string month, Figure figure)
    {
        var period = Period(month);
        return Read(new Measurement(0, unit, period, figure, null!), $"{period.Next.Start:yyyy-MM-dd} 06:00");
    }

    public static Measurement Read(this Measurement measurement, string local) =>
        measurement with { Stamp = new ReadingStamp(1, At(local), "c0ffee") };

    public static Past Past(params Measurement[] measurements) => new(measurements, null);

    /// <summary>A benefit as it is seen in one place.</summary>
    public static Evaluation Seen(Benefit benefit, Past past, string asOf, string unit = Unit.Whole, Indicator? indicator = null) =>
        Evaluation.Of(Plan(benefit), benefit, indicator ?? Indicator(), past, At(asOf)).Single(e => e.Place.Unit == unit);
}
