namespace GevinstMonitor.Core.Readings;

/// <summary>An instant that something is read or judged as of, seen from the installation's time zone.</summary>
public sealed class Moment
{
    public Moment(DateTimeOffset instant, TimeZoneInfo zone)
    {
        (Instant, Zone) = (instant, zone);
        Local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        // Asked of every figure.
        Day = DateOnly.FromDateTime(Local);
    }

    /// <summary>The first second at which a figure for the period should be known: <see cref="IsDue"/> from then on.</summary>
    public static Moment Due(Period period, TimeSpan due, TimeZoneInfo zone) => Of(period.LastDay.AddDays(1).ToDateTime(default) + due + TimeSpan.FromSeconds(1), zone);

    /// <summary>The first moment of a day.</summary>
    public static Moment Of(DateOnly day, TimeZoneInfo zone) => Of(day.ToDateTime(default), zone);

    private static Moment Of(DateTime local, TimeZoneInfo zone) => new(new DateTimeOffset(local, zone.GetUtcOffset(local)), zone);

    public DateTimeOffset Instant { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The instant on the clocks of the installation.</summary>
    public DateTime Local { get; }

    public DateOnly Day { get; }

    /// <summary>Whether the period's last day is over; a figure that was read before is partial.</summary>
    public bool HasEnded(Period period) => period.LastDay < Day;

    /// <summary>Whether a figure for the period should be known by now: its end plus <paramref name="due"/>, by local clocks, is past.</summary>
    public bool IsDue(Period period, TimeSpan due) => period.LastDay.AddDays(1).ToDateTime(default) + due < Local;
}
