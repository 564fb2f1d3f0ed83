using System.Globalization;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Post;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>Sources that hang under a worker that runs.</summary>
public sealed class HangingSourceTests
{
    private static readonly string[] Sources = ["taler", "tier", "drypper"];

    [Fact]
    public async Task Sources_ThatNeverAnswerOrDripAByteAtATime_EndByTheirTimeoutHoldNobodyUpAndAreToldOnceToOperations()
    {
        await using var mail = new LoopbackSmtp();
        await using var web = await LoopbackWeb.StartAsync(async context =>
        {
            switch (context.Request.Path)
            {
                case "/taler":
                    await context.SayAsync("""[{"måned":"2026-06","digitale":600,"alle":1000}]""");
                    break;
                case "/drypper":
                    context.Response.ContentType = "application/json";
                    while (!context.RequestAborted.IsCancellationRequested)
                    {
                        await context.Response.WriteAsync(" ");
                        await context.Response.Body.FlushAsync();
                        await Task.Delay(TimeSpan.FromMilliseconds(50));
                    }

                    break;
                default:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
            }
        });
        using var town = Town(mail.Port, web.Url);
        // The minute of the post comes when the first have timed out.
        var clock = new ShiftedClock(new DateTimeOffset(2026, 7, 13, 8, 0, 54, TimeSpan.Zero));
        await using var worker = await OwnWorker.StartAsync(town, clock);
        await worker.LineAsync("Reading tier from tier failed: TimedOut: no complete answer within 1 s");
        await worker.LineAsync("Reading drypper from drypper failed: TimedOut: no complete answer within 1 s");
        await worker.LineAsync(" sent to the post operations");
        // Each is found so again, and that is no news.
        var told = clock.GetUtcNow();
        foreach (var source in Sources)
            await worker.UntilAsync(() => town.Query<long>($"select count(*) from readings where source_id = '{source}' and as_of > '{told:yyyy-MM-ddTHH:mm:ss.fffZ}'").Single() > 0);
        Assert.Equal(0, await worker.StopAsync());

        // Whoever talks was heard at each of its moments.
        var moments = town.Moments("select as_of from readings where source_id = 'taler' and as_of like '%.000Z' order by as_of");
        Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.Equal(TimeSpan.FromSeconds(1), pair.Second - pair.First));
        Assert.Equal(["indicator drypper 1", "indicator tier 1"], town.Query<string>("select t.subject || ' ' || count(*) from trouble_changes c join troubles t on t.trouble_id = c.trouble_id where t.kind = 'SourceFailed' group by t.subject order by 1"));
        Assert.All(mail.Letters, l => Assert.Equal("drift@proeveby.example", l.Message.To.Mailboxes.Single().Address));
        foreach (var source in new[] { "tier", "drypper" })
            Assert.Single(mail.Letters, l => l.Message.TextBody!.Contains(source, StringComparison.Ordinal));
    }

    private static Town Town(int mail, string url)
    {
        var town = new Town(PostTown.Smtp("127.0.0.1", mail, "none", login: false, authority: false) + "\nletters: { on: every-day, between: \"00:00-23:59\" }\n");
        var plan = Given.PlanOf("2026-04-30, value: 45", "{ by: 2026-06-30, value: 60 }, { by: 2027-10-31, value: 60 }");
        var benefit = plan[plan.IndexOf("  - id:", StringComparison.Ordinal)..];
        town.Write("config/plans/post.yml", plan[..^benefit.Length] + string.Concat(Sources.Select(source =>
            benefit.Replace("id: porto", $"id: porto-{source}", StringComparison.Ordinal).Replace("indicator: andel", $"indicator: {source}", StringComparison.Ordinal) + "\n")));
        foreach (var source in Sources)
        {
            town.Write($"config/sources/{source}.yml", $"id: {source}\nkind: http\nurl: {url}/{source}\ntimeout: 1s\n").Write($"config/indicators/{source}.yml", Given.Indicator
                .Replace("id: andel", $"id: {source}", StringComparison.Ordinal).Replace("source: maalinger", $"source: {source}", StringComparison.Ordinal)
                .Replace("0 0 6 * * ?", string.Create(CultureInfo.InvariantCulture, $"0/{(source == "taler" ? 1 : 4)} * * * * ?"), StringComparison.Ordinal));
        }

        town.Load();
        return town;
    }
}
