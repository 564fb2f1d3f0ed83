namespace GevinstMonitor.Schedule;

/// <summary>Does what is due again while the store is away, as of the same moment: it is late then, and not lost until it is due the next time, which may be in a month.</summary>
public sealed class Patience(Stopping stopping, TimeProvider clock, ILogger<Patience> log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public Task RunAsync(string what, Func<CancellationToken, Task> work, CancellationToken ct) => stopping.RunAsync(async stop =>
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await work(stop);
                return;
            }
            catch (Exception e) when (Round.IsForLackOfTheStore(e))
            {
                log.LogError("{What} waits: {Fault}", what, e.Message);
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, stopping.GivesWay);
            await Task.Delay(pause, clock, ends.Token);
        }
    }, ct);
}
