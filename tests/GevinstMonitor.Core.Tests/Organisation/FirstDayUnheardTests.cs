using FsCheck.Xunit;
using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Tests.Organisation;

public class FirstDayUnheardTests
{
    private static OrganisationChart Chart(params OrganisationPost[] posts) => new([], posts, []);

    private static Holder Held(string from, string? to = null) => new("x", "x@eksempelby.example", Given.Day(from), to is null ? null : Given.Day(to));

    private static DateOnly? FirstDayUnheard(OrganisationChart chart, string from, string? to) =>
        chart.FirstDayUnheard("chef", Given.Day(from), to is null ? null : Given.Day(to));

    [Fact]
    public void Post_HeldWithoutEnd_IsAlwaysHeard() =>
        Assert.Null(FirstDayUnheard(Chart(new OrganisationPost("chef", "Chef", null, [Held("2024-01-01")])), "2024-01-01", null));

    [Fact]
    public void Post_WhoseHolderStopsWithoutSuccessor_IsUnheardTheDayAfter() =>
        Assert.Equal(Given.Day("2026-06-01"),
            FirstDayUnheard(Chart(new OrganisationPost("chef", "Chef", null, [Held("2024-01-01", "2026-05-31")])), "2026-01-01", null));

    [Fact]
    public void Post_VacantAfterTheStretch_IsHeardInIt()
    {
        var chart = Chart(new OrganisationPost("chef", "Chef", null, [Held("2024-01-01", "2026-05-31")]));

        Assert.Null(FirstDayUnheard(chart, "2026-01-01", "2026-05-31"));
        Assert.Equal(Given.Day("2026-06-01"), FirstDayUnheard(chart, "2026-01-01", "2026-06-01"));
    }

    [Fact]
    public void Post_NotYetHeld_IsUnheardFromTheFirstDay() =>
        Assert.Equal(Given.Day("2026-01-01"),
            FirstDayUnheard(Chart(new OrganisationPost("chef", "Chef", null, [Held("2026-02-01")])), "2026-01-01", null));

    [Fact]
    public void Post_WithAGapThatTheDeputyFillsInPart_IsUnheardWhenTheDeputyStops()
    {
        var chart = Chart(
            new OrganisationPost("chef", "Chef", "souschef", [Held("2024-01-01", "2026-03-31"), Held("2026-08-01")]),
            new OrganisationPost("souschef", "Souschef", null, [Held("2025-01-01", "2026-05-15")]));

        Assert.Equal(Given.Day("2026-05-16"), FirstDayUnheard(chart, "2026-01-01", null));
    }

    [Fact]
    public void Holder_ToTheEndOfTheCalendar_IsHeard() =>
        Assert.Null(FirstDayUnheard(Chart(new OrganisationPost("chef", "Chef", null, [Held("2024-01-01", "9999-12-31")])), "2024-01-01", null));

    /// <summary>Two terms of office in a short spring, looked at day by day.</summary>
    [Property]
    public void AnyTerms_LookedAtDayByDay_AgreeOnTheFirstVacantDay(byte start, byte length, byte pause, byte again, byte from)
    {
        var first = Given.Day("2026-01-01").AddDays(start % 20);
        var second = first.AddDays((length % 30) + (pause % 10) + 1);
        var chart = Chart(new OrganisationPost("chef", "Chef", null,
        [
            new Holder("a", "a@eksempelby.example", first, first.AddDays(length % 30)),
            new Holder("b", "b@eksempelby.example", second, second.AddDays(again % 30)),
        ]));
        var (begin, end) = (Given.Day("2026-01-01").AddDays(from % 25), Given.Day("2026-04-30"));

        DateOnly? expected = null;
        for (var day = begin; day <= end && expected is null; day = day.AddDays(1))
            expected = chart.WhoHears("chef", day) is null ? day : null;

        Assert.Equal(expected, chart.FirstDayUnheard("chef", begin, end));
    }
}
