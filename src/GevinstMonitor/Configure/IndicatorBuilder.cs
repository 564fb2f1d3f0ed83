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
            source.Check(file, (key, message, line) => binder.Fault(file, key, message, line));
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
            if (plausible.MaxDenominatorDrop?.Fraction is <= 0 or > 1)
                binder.Fault(plausible, "maxDenominatorDrop", "'maxDenominatorDrop' must be more than 0% and at most 100%");
            else if (plausible.MaxDenominatorDrop is not null && file.Kind == IndicatorKind.Value && binder.IsSound(file, "kind"))
                binder.Fault(plausible, "maxDenominatorDrop", "a value has no denominator; measure a ratio, or leave 'maxDenominatorDrop' out");
        }

        foreach (var change in file.Changes.Where(c => string.IsNullOrWhiteSpace(c.Note)))
            binder.Fault(change, "note", "'note' is empty; say what changed in the question, and why the series goes on");

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
                Plausible = file.Plausible is { } p ? new Plausible(p.Min, p.Max, p.MaxStep, p.MaxDenominatorDrop?.Fraction ?? Plausible.UsualDenominatorDrop) : null,
                Changes = [.. file.Changes.Select(c => new QuestionChange(c.On, c.Note))],
                Adds = file.Kind == IndicatorKind.Ratio || (file.Adds ?? Additive.Contains(file.Unit)),
            },
            file);
    }

    // Further back than a century nobody has figures, and calendars end.
    private void CheckCount(IndicatorFile file, string key, int periods)
    {
        var century = file.Period switch { PeriodKind.Day => 36500, PeriodKind.Week => 5200, PeriodKind.Month => 1200, PeriodKind.Quarter => 400, PeriodKind.HalfYear => 200, _ => 100 };
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
        var letters = PeriodFormat.LettersOf(format);
        string[] enough = file.Period switch
        {
            PeriodKind.Year => ["y"],
            PeriodKind.HalfYear => ["yM", "yh", "yq"],
            PeriodKind.Quarter => ["yM", "yq"],
            PeriodKind.Month => ["yM"],
            PeriodKind.Week => ["yMd", "yw"],
            _ => ["yMd"],
        };
        if (!enough.Any(needs => needs.All(letters.Contains)))
            binder.Fault(file, "periodFormat", $"'{format}' cannot tell one {Scalars.KebabCase(file.Period.ToString())} from another; it needs {string.Join(", or ", enough.Select(Written))}");
        else if (!ComesBack(new DateOnly(2026, 1, 31), format, file.Period) || !ComesBack(new DateOnly(2026, 12, 1), format, file.Period))
            binder.Fault(file, "periodFormat", $"no date can be read by '{format}'; write it as .NET does, like yyyy-MM or dd-MM-yyyy, or with w, q or h beside yyyy alone");
    }

    private static string Written(string letters) => string.Join(" and ", letters.Select(l => l switch { 'y' => "yyyy", 'M' => "MM", 'd' => "dd", _ => $"{l}" }));

    private static bool ComesBack(DateOnly day, string pattern, PeriodKind kind)
    {
        try
        {
            var format = PeriodFormat.Of(pattern, kind);
            return format.Read(format.Write(day)) == Period.Containing(kind, day);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
