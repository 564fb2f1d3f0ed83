using System.Globalization;
using GevinstMonitor.Core.Readings;
using Quartz;

namespace GevinstMonitor.Configure;

/// <summary>Checks a file in <c>indicators/</c> and builds the indicator from it.</summary>
internal sealed class IndicatorBuilder(Binder binder, Ids sources, IReadOnlyDictionary<string, SourceSettings> readable)
{
    private static readonly string[] Additive = ["count", "DKK", "hours", "fte"];

    public IndicatorSettings Build(IndicatorFile file)
    {
        if (sources.Refer(file.Source) is { } wrong)
            binder.Fault(file, "source", wrong);
        else if (binder.IsSound(file, "kind") && readable.TryGetValue(file.Source, out var source))
            source.Check(file, (key, message) => binder.Fault(file, key, message));
        if (file.Kind == IndicatorKind.Value && file.Unit == "percent" && file.Adds == true)
            binder.Fault(file, "adds", "percentages do not add up; measure a ratio, or leave 'adds' out");
        if (!CronExpression.TryParse(file.Schedule, out _))
            binder.Fault(file, "schedule", $"'{file.Schedule}' is not a Quartz cron expression; write second minute hour day-of-month month day-of-week, like \"0 0 6 * * ?\"");
        CheckCount(file, "history", file.History);
        CheckCount(file, "revise", file.Revise);
        if (file.Plausible is { } plausible)
        {
            if (plausible.Min > plausible.Max)
                binder.Fault(plausible, "min", FormattableString.Invariant($"'min' {plausible.Min} is above 'max' {plausible.Max}"));
            if (plausible.MaxStep <= 0)
                binder.Fault(plausible, "maxStep", "'maxStep' must be more than 0");
        }

        CheckPeriodFormat(file);
        return new IndicatorSettings(
            new Indicator
            {
                Id = file.Id,
                Name = file.Name,
                Source = file.Source,
                Kind = file.Kind,
                Measure = file.Unit,
                Better = file.Better,
                Period = file.Period,
                Due = file.Due,
                History = file.History,
                Revise = file.Revise,
                Plausible = file.Plausible is { } p ? new Plausible(p.Min, p.Max, p.MaxStep) : null,
                Adds = file.Kind == IndicatorKind.Ratio || (file.Adds ?? Additive.Contains(file.Unit)),
            },
            file);
    }

    // Further back than a century nobody has figures, and calendars end.
    private void CheckCount(IndicatorFile file, string key, int periods)
    {
        var century = file.Period switch { PeriodKind.Day => 36500, PeriodKind.Week => 5200, PeriodKind.Month => 1200, PeriodKind.Quarter => 400, _ => 100 };
        if (periods < 1)
            binder.Fault(file, key, $"'{key}' must be at least 1");
        else if (periods > century && binder.IsSound(file, "period"))
            binder.Fault(file, key, $"'{key}' reaches more than a hundred years back; at most {century} periods");
    }

    // A format without a year reads every period as one of this year, and one without a month every month as January.
    private void CheckPeriodFormat(IndicatorFile file)
    {
        if (file.PeriodFormat is not { } format || !binder.IsSound(file, "period"))
            return;
        var needs = file.Period switch { PeriodKind.Year => "y", PeriodKind.Month or PeriodKind.Quarter => "yM", _ => "yMd" };
        if (needs.Any(letter => !format.Contains(letter, StringComparison.Ordinal)))
            binder.Fault(file, "periodFormat", $"'{format}' cannot tell one {Scalars.KebabCase(file.Period.ToString())} from another; it needs {string.Join(" and ", needs.Select(n => n switch { 'y' => "yyyy", 'M' => "MM", _ => "dd" }))}");
        else if (!ComesBack(new DateOnly(2026, 1, 31), format, file.Period) || !ComesBack(new DateOnly(2026, 12, 1), format, file.Period))
            binder.Fault(file, "periodFormat", $"no date can be read by '{format}'; write it as .NET does, like yyyy-MM or dd-MM-yyyy");
    }

    private static bool ComesBack(DateOnly day, string format, PeriodKind kind)
    {
        try
        {
            var written = day.ToString(format, CultureInfo.InvariantCulture);
            return DateOnly.TryParseExact(written, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && Period.Containing(kind, read) == Period.Containing(kind, day);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
