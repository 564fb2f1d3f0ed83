using System.Globalization;

namespace GevinstMonitor.Core.Readings;

/// <summary>How long a figure covers.</summary>
public enum PeriodKind { Day, Week, Month, Quarter, HalfYear, Year }

/// <summary>A calendar period that a figure covers: a day, an ISO 8601 week (Monday first), a month, a quarter, a half-year or a year.</summary>
public readonly record struct Period : IComparable<Period>
{
    private Period(PeriodKind kind, DateOnly start) => (Kind, Start) = (kind, start);

    public PeriodKind Kind { get; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day, inclusive: the day on which a period is judged against its plan.</summary>
    public DateOnly LastDay => Kind switch
    {
        PeriodKind.Day => Start,
        PeriodKind.Week => Start.AddDays(6),
        PeriodKind.Month => Start.AddDays(DateTime.DaysInMonth(Start.Year, Start.Month) - 1),
        PeriodKind.Quarter => Start.AddMonths(3).AddDays(-1),
        PeriodKind.HalfYear => Start.AddMonths(6).AddDays(-1),
        _ => Start.AddYears(1).AddDays(-1),
    };

    /// <summary>The year that it is counted in: for a week ISO 8601's, which has most of its days.</summary>
    public int Year => Kind == PeriodKind.Week ? ISOWeek.GetYear(Start.ToDateTime(default)) : Start.Year;

    /// <summary>Which of its year's weeks, months, quarters or half-years it is, from 1; of a day its day of the year, of a year 1.</summary>
    public int Number => Kind switch
    {
        PeriodKind.Day => Start.DayOfYear,
        PeriodKind.Week => ISOWeek.GetWeekOfYear(Start.ToDateTime(default)),
        PeriodKind.Month => Start.Month,
        PeriodKind.Quarter => (Start.Month + 2) / 3,
        PeriodKind.HalfYear => (Start.Month + 5) / 6,
        _ => 1,
    };

    public Period Next => Plus(1);

    public Period Previous => Plus(-1);

    /// <summary>The year whose budget the period belongs to: that of its last day.</summary>
    public int BudgetYear => LastDay.Year;

    /// <summary>
    /// The part of a year that the period is, as a budget divides it: a month is a twelfth, a quarter a fourth, a half-year a half whatever its days;
    /// a day is one of its year's 365 or 366, a week seven of them.
    /// </summary>
    public decimal ShareOfYear => Kind switch
    {
        PeriodKind.Year => 1m,
        PeriodKind.HalfYear => 1m / 2,
        PeriodKind.Quarter => 1m / 4,
        PeriodKind.Month => 1m / 12,
        _ => (Kind == PeriodKind.Week ? 7m : 1m) / (DateTime.IsLeapYear(BudgetYear) ? 366 : 365),
    };

    /// <summary>The period of a kind that a day lies in.</summary>
    public static Period Containing(PeriodKind kind, DateOnly day) => new(kind, kind switch
    {
        PeriodKind.Day => day,
        PeriodKind.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        PeriodKind.Month => new DateOnly(day.Year, day.Month, 1),
        PeriodKind.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        PeriodKind.HalfYear => new DateOnly(day.Year, ((day.Month - 1) / 6 * 6) + 1, 1),
        _ => new DateOnly(day.Year, 1, 1),
    });

    /// <summary>So many periods later; earlier when negative.</summary>
    public Period Plus(int periods) => new(Kind, Kind switch
    {
        PeriodKind.Day => Start.AddDays(periods),
        PeriodKind.Week => Start.AddDays(7 * periods),
        PeriodKind.Month => Start.AddMonths(periods),
        PeriodKind.Quarter => Start.AddMonths(3 * periods),
        PeriodKind.HalfYear => Start.AddMonths(6 * periods),
        _ => Start.AddYears(periods),
    });

    /// <summary>How many periods lie between two of one kind: 1 from a period to the next, negative backwards.</summary>
    public int Since(Period earlier) => Kind switch
    {
        PeriodKind.Day => Start.DayNumber - earlier.Start.DayNumber,
        PeriodKind.Week => (Start.DayNumber - earlier.Start.DayNumber) / 7,
        PeriodKind.Month => Months - earlier.Months,
        PeriodKind.Quarter => (Months - earlier.Months) / 3,
        PeriodKind.HalfYear => (Months - earlier.Months) / 6,
        _ => Start.Year - earlier.Start.Year,
    };

    private int Months => (Start.Year * 12) + Start.Month;

    public int CompareTo(Period other) => Start.CompareTo(other.Start);

    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    /// <summary>For programs: <c>2026-06-30</c>, <c>2026-W27</c>, <c>2026-06</c>, <c>2026-Q2</c>, <c>2026-H1</c>, <c>2026</c>.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Week => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}"),
        PeriodKind.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}"),
        PeriodKind.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-H{Number}"),
        _ => Start.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>Reads what <see cref="ToString"/> writes, or the ISO date of any day in the period.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, PeriodKind kind, out Period period)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            period = Containing(kind, day);
            return true;
        }

        period = default;
        if (kind == PeriodKind.Day || text.Length < 4 || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1 or > 9998)
            return false;
        var rest = text[4..];
        var (prefix, most) = kind switch
        {
            PeriodKind.Week => ("-W", ISOWeek.GetWeeksInYear(year)),
            PeriodKind.Month => ("-", 12),
            PeriodKind.Quarter => ("-Q", 4),
            PeriodKind.HalfYear => ("-H", 2),
            _ => ("", 0),
        };
        if (!rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        var digits = rest[prefix.Length..];
        var number = 1;
        if (most == 0 ? digits.Length != 0
            : digits.Length != (most > 4 ? 2 : 1) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1 || number > most)
            return false;
        period = Numbered(kind, year, number);
        return true;
    }

    /// <summary>A year's week, month, quarter or half-year by its <see cref="Number"/>, which it must have; or the year itself.</summary>
    internal static Period Numbered(PeriodKind kind, int year, int number) => new(kind, kind switch
    {
        PeriodKind.Week => DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)),
        PeriodKind.Month => new DateOnly(year, number, 1),
        PeriodKind.Quarter => new DateOnly(year, (number * 3) - 2, 1),
        PeriodKind.HalfYear => new DateOnly(year, (number * 6) - 5, 1),
        _ => new DateOnly(year, 1, 1),
    });
}
