using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>The nights on which Danish clocks are moved: from 02:00 to 03:00 on 29 March 2026, from 03:00 to 02:00 on 25 October.</summary>
public sealed class DaylightTests
{
    private const string Nightly = "0 30 2 * * ?";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Nightly, "2026-03-29", "03:00:00+02:00")] // there is no 02:30: it runs when clocks have moved
    [InlineData(Nightly, "2026-10-25", "02:30:00+02:00")] // and at the first of two
    [InlineData("0 0 6 * * ?", "2026-03-29", "06:00:00+02:00")]
    [InlineData("0 0 6 * * ?", "2026-10-25", "06:00:00+01:00")]
    [InlineData("0 0 2 * * ?", "2026-03-29", "03:00:00+02:00")]
    [InlineData("0 0 2 * * ?", "2026-10-25", "02:00:00+02:00")]
    [InlineData("0 0 3 * * ?", "2026-03-29", "03:00:00+02:00")]
    [InlineData("0 0 3 * * ?", "2026-10-25", "03:00:00+01:00")]
    [InlineData("0 30 2 29 3 ?", "2026-03-29", "03:00:00+02:00")] // once a year, in the hour that there is not
    [InlineData("0 30 2 ? * SUN", "2026-10-25", "02:30:00+02:00")]
    public async Task Round_OnceADay_RunsOnceOnANightOnWhichClocksMove(string cron, string day, string at)
    {
        using var town = Town(cron);
        Assert.Equal([at], (await FiresAsync(town, day)).Select(fire => fire[11..]));
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-10-26", 24)]
    public async Task Round_EveryQuarter_RunsFourTimesInEveryHourThereIs(string day, int hours)
    {
        using var town = Town("0 0/15 * * * ?");
        var fires = await FiresAsync(town, day);
        Assert.Equal(hours * 4, fires.Count);
        var moments = fires.Select(fire => DateTimeOffset.Parse(fire, CultureInfo.InvariantCulture)).ToList();
        Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(15), pair.Second - pair.First));
    }

    // The worker is stopped after the night's run and started again at every quarter of the day.
    [Theory]
    [InlineData(Nightly, "2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00")]
    [InlineData(Nightly, "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    [InlineData("0 30 1-3 * * ?", "2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00")] // what runs every hour runs in both
    public async Task Worker_StartedAnewAtAnyTimeAroundANightOnWhichClocksMove_MissesNothingAndRunsNothingTwice(string cron, params string[] runs)
    {
        using var town = Town(cron).Write("config/maalinger.csv", Given.Figures(("2026-02", 480)));
        foreach (var (ran, next) in runs.Zip(runs.Skip(1)).Select(pair => (Utc(pair.First), Utc(pair.Second))))
        {
            // Nothing but what is before it was run; and then that too.
            town.Clock.SetUtcNow(ran.AddSeconds(1));
            var services = await town.StartAsync();
            var timetable = Timetable(services);
            Assert.Single(await timetable.MissedAsync(Stop));
            var catalog = services.GetRequiredService<Catalog>();
            await services.GetRequiredService<Round>().RunAsync([.. catalog.Indicators.Values], ran, Stop);
            for (var at = ran.AddSeconds(1); at < next; at = at.AddMinutes(15))
            {
                town.Clock.SetUtcNow(at);
                Assert.Empty(await timetable.MissedAsync(Stop));
                Assert.Equal(next, (await TriggerAsync(services)).NextFireTimeUtc);
            }
        }
    }

    [Theory]
    [InlineData("2026-03-29T04:59:00Z", false)] // 06:59, an hour sooner than the day before
    [InlineData("2026-03-29T05:00:00Z", true)]
    [InlineData("2026-03-29T14:59:00Z", true)]
    [InlineData("2026-03-29T15:00:00Z", false)]
    [InlineData("2026-10-25T05:59:00Z", false)]
    [InlineData("2026-10-25T06:00:00Z", true)]
    [InlineData("2026-10-25T15:59:00Z", true)]
    [InlineData("2026-10-25T16:00:00Z", false)]
    public async Task Letters_OnADayOnWhichClocksMove_KeepTheHoursOfTheClockOnTheWall(string at, bool open)
    {
        using var town = new Town(Given.Installation + "\nletters: { on: every-day, between: \"07:00-17:00\" }\n").Write("config/sources/maalinger.yml", Given.Source)
            .Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan);
        var catalog = (await town.StartAsync()).GetRequiredService<Catalog>();
        Assert.Equal(open, catalog.DeliveryWindow.IsOpen(catalog.At(Utc(at)).Local));
    }

    // So long after the month's end: at the midnight that the day begins with, and six hours later by the clock on the wall.
    [Theory]
    [InlineData("28d", "2026-03-28T23:00:00Z", "2026-02")] // the day on which clocks go forward begins in winter time
    [InlineData("678h", "2026-03-29T04:00:00Z", "2026-02")] // 06:00 is five hours after it began
    [InlineData("24d", "2026-10-24T22:00:00Z", "2026-09")]
    [InlineData("582h", "2026-10-25T05:00:00Z", "2026-09")] // and seven
    public async Task Figure_DueOnADayOnWhichClocksMove_IsLateFromThatTimeOnTheWallOn(string due, string from, string month)
    {
        using var town = Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator.Replace("due: 10d", $"due: {due}", StringComparison.Ordinal))
            .Write("config/plans/post.yml", Given.PlanOf("2025-12-31, value: 45", "{ by: 2026-12-31, value: 60 }"));
        var before = DateOnly.Parse(month + "-01", CultureInfo.InvariantCulture).AddMonths(-1);
        town.Write("config/maalinger.csv", Given.Figures(($"{before:yyyy-MM}", 480)));
        foreach (var (at, standing) in new[] { (Utc(from), false), (Utc(from).AddSeconds(1), true) })
        {
            town.Clock.SetUtcNow(at);
            var services = await town.StartAsync();
            var catalog = services.GetRequiredService<Catalog>();
            var seen = (await services.GetRequiredService<Round>().RunAsync([.. catalog.Indicators.Values], at, Stop)).Seen.Single();
            Assert.Equal((standing ? "Late" : "Judged", standing ? month : $"{before:yyyy-MM}"), (seen.Current.Standing == Core.Evaluate.Standing.Late ? "Late" : "Judged", $"{seen.Current.Period}"));
        }
    }

    private static Town Town(string cron) => Given.OneBenefit().Write("config/indicators/andel.yml", Given.Indicator.Replace("0 0 6 * * ?", cron, StringComparison.Ordinal));

    private static DateTimeOffset Utc(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUniversalTime();

    // By the trigger as the timetable makes it, from the day before on.
    private static async Task<IReadOnlyList<string>> FiresAsync(Town town, string day)
    {
        town.Clock.SetUtcNow(Utc($"{day}T00:00:00Z").AddDays(-1));
        var services = await town.StartAsync();
        var zone = services.GetRequiredService<Catalog>().Zone;
        var trigger = await TriggerAsync(services);
        var fires = new List<DateTimeOffset>();
        for (var at = trigger.NextFireTimeUtc; at is { } fire && fire < Utc($"{day}T00:00:00Z").AddDays(2); at = trigger.GetFireTimeAfter(fire))
            fires.Add(TimeZoneInfo.ConvertTime(fire, zone));
        return [.. fires.Select(fire => fire.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)).Where(fire => fire.StartsWith(day, StringComparison.Ordinal))];
    }

    // Of a worker that starts.
    private static async Task<ITrigger> TriggerAsync(IServiceProvider town)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(town.GetRequiredService<TimeProvider>()).AddQuartz(quartz => quartz.UseInMemoryStore(_ => { })).BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop);
        await Timetable(town).SettleAsync(scheduler, Stop);
        var key = (await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals("rounds"), Stop)).Single();
        return (await scheduler.GetTrigger(key, Stop))!;
    }

    private static Timetable Timetable(IServiceProvider town) => new(town.GetRequiredService<Catalog>(), town.GetRequiredService<Round>(), town.GetRequiredService<TimeProvider>());
}
