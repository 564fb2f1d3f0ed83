using System.ComponentModel;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Configure;

/// <summary>A file in <c>indicators/</c>: what to measure, and when.</summary>
[Description("What to measure, and when.")]
public sealed record IndicatorFile
{
    [Description("Kebab-case id, as plans name it.")]
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("The id of a source.")]
    public required string Source { get; init; }

    [Description("ratio: numerator and denominator, so that units add up truly; value: one number.")]
    public required IndicatorKind Kind { get; init; }

    [Description("percent (shows a ratio x 100), count, DKK, hours, fte, index, ...")]
    public required string Unit { get; init; }

    [Description("Which way is better.")]
    public required Better Better { get; init; }

    [Description("What a figure covers.")]
    public required PeriodKind Period { get; init; }

    [Description("Known at most this long after the period's end; later it is late.")]
    public required TimeSpan Due { get; init; }

    [Description("When it is read: a Quartz cron expression in the installation's time zone.")]
    public required string Schedule { get; init; }

    [Description("SQL kinds: columns by name: period, unit (optional), numerator and denominator, or value; parameters @from and @to. Prometheus: a value in PromQL; {period} is the length of the period.")]
    public string? Query { get; init; }

    [Description("Files and web services: what the columns are called there. Prometheus: unit is a label, numerator and denominator are PromQL.")]
    public ColumnsFile? Columns { get; init; }

    [Description("How the period is written: a .NET date format like yyyy-MM, or one with w (ISO week), q (quarter) or h (half-year) beside yyyy, like 'Uge 'w-yyyy; left out, ISO forms are read (2026-06, 2026-06-30, 2026-W23, 2026-Q2, 2026-H1, 2026), and Statistics Denmark's (2026M06, 2026U23, 2026K2).")]
    public string? PeriodFormat { get; init; }

    [Description("Periods asked for at the first reading.")]
    public int History { get; init; } = 36;

    [Description("Ended periods that the source may still correct; later readings ask for them again.")]
    public int Revise { get; init; } = 3;

    [Description("Bounds outside which a figure is held until the controller releases it.")]
    public PlausibleFile? Plausible { get; init; }

    [Description("Changes of the question: without a note, figures that are read by another query or other settings than before are held.")]
    public IReadOnlyList<QuestionChangeFile> Changes { get; init; } = [];

    [Description("Whether the units' values add up to the whole; true for ratios and for count, DKK, hours and fte.")]
    public bool? Adds { get; init; }
}

public sealed record ColumnsFile
{
    [Description("The period; put together from several columns as {År}-{Uge}; {*} is what stands at the * of the file's name.")]
    public string? Period { get; init; }

    [Description("The organisational unit; left out when the figures are for the whole.")]
    public string? Unit { get; init; }

    [Description("In a wide table with a * for what stands across.")]
    public string? Numerator { get; init; }

    [Description("In a wide table with a * for what stands across.")]
    public string? Denominator { get; init; }

    [Description("In a wide table with a * for what stands across: \"*\" is every other column.")]
    public string? Value { get; init; }

    [Description("For a wide table: whether each column of numbers is for a unit or for a period.")]
    public Across? Across { get; init; }

    [Description("Only the rows that have these texts in these columns.")]
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the columns of a wide table stand for.</summary>
public enum Across { Unit, Period }

public sealed record PlausibleFile
{
    [Description("Smallest believable figure as shown, inclusive.")]
    public decimal? Min { get; init; }

    [Description("Largest believable figure as shown, inclusive.")]
    public decimal? Max { get; init; }

    [Description("Largest believable step from the newest counted figure before it, inclusive.")]
    public decimal? MaxStep { get; init; }

    [Description("Largest believable drop of a ratio's denominator below the median of the last six that count, inclusive; 95% when left out, also without plausible; 100% believes any.")]
    public Percent? MaxDenominatorDrop { get; init; }
}

public sealed record QuestionChangeFile
{
    [Description("The first day that it is read by the new question.")]
    public required DateOnly On { get; init; }

    [Description("What changed, and why the series goes on.")]
    public required string Note { get; init; }
}

/// <summary>An indicator and how its source is asked for it.</summary>
/// <param name="Indicator">What is measured.</param>
/// <param name="File">How it is asked for.</param>
public sealed record IndicatorSettings(Indicator Indicator, IndicatorFile File);
