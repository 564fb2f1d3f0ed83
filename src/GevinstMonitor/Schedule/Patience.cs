using System.Diagnostics;

namespace GevinstMonitor.Schedule;

/// <summary>Does what is due again while the store is away, as of the same moment: it is late then, and not lost until it is due the next time, which may be in a month.</summary>
public sealed partial class Patience(Stopping stopping, TimeProvider clock, ILogger<Patience> log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <param name="kind">round, sweep or post: each try is a span of that name.</param>
    /// <param name="what">What it is, for people.</param>
    public Task RunAsync(string kind, string what, Func<CancellationToken, Task> work, CancellationToken ct) => stopping.RunAsync(async stop =>
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            using var span = Spans.Source.StartActivity(kind);
            try
            {
                await work(stop);
                return;
            }
            catch (Exception e) when (Round.IsForLackOfTheStore(e))
            {
                span?.SetStatus(ActivityStatusCode.Error, "the store cannot be used");
                StoreAway(what, e.Message);
            }
            catch (Exception e)
            {
                span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
                throw;
            }

            span?.Stop();
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, stopping.GivesWay);
            await Task.Delay(pause, clock, ends.Token);
        }
    }, ct);

    // The store: 400 to 499.
    [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "{What} waits: {Fault}")]
    private partial void StoreAway(string what, string fault);
}
