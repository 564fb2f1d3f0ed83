using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Write;

/// <summary>When a group's digests go out, by its meetings.</summary>
public static class Meetings
{
    /// <summary>So many days before its first digest is what that covers: a quarter.</summary>
    public const int DaysOfFirst = 92;

    /// <summary>The meetings whose digest is due on a day and was not written: from so many workdays before the meeting through its own day. In order.</summary>
    /// <param name="written">The meetings whose digest was.</param>
    public static IReadOnlyList<DateOnly> Due(Group group, DateOnly day, IReadOnlySet<DateOnly> written) => group.DigestBefore is not { } before ? []
        : [.. group.Meetings.Where(m => day <= m && FirstDay(m, before) <= day && !written.Contains(m)).Distinct().Order()];

    /// <summary>The first day on which the digest of a meeting is due.</summary>
    /// <param name="before">Workdays; 0 for the meeting's own day.</param>
    public static DateOnly FirstDay(DateOnly meeting, int before)
    {
        var day = meeting;
        for (var left = before; left > 0; left -= DeliveryWindow.IsWorkday(day) ? 1 : 0)
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The first day that a digest covers where none was written before it: that on which the one of the meeting before was due, or else a quarter back.</summary>
    public static DateOnly CoveredFrom(Group group, DateOnly meeting, DateOnly day)
    {
        var earlier = group.Meetings.Where(m => m < meeting && m < day).Order().Cast<DateOnly?>().LastOrDefault();
        return earlier is { } last ? FirstDay(last, group.DigestBefore ?? 0) : day.AddDays(-DaysOfFirst);
    }

    /// <summary>The meeting after one; null when none is known.</summary>
    public static DateOnly? After(Group group, DateOnly meeting) => group.Meetings.Where(m => m > meeting).Order().Cast<DateOnly?>().FirstOrDefault();
}
