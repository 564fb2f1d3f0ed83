namespace GevinstMonitor.Schedule;

/// <summary>Gives a running job a short while to finish when the worker is asked to stop; then it is stopped, and leaves no trace.</summary>
public sealed class Stopping(IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly CancellationTokenSource _giving = new();

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long the host waits in all before it goes.</summary>
    public static TimeSpan Most { get; } = TimeSpan.FromSeconds(9);

    /// <summary>Cancelled when this worker is to give way, to another or for good: what runs may finish, what only waits ends.</summary>
    public CancellationToken GivesWay => _giving.Token;

    public void GiveWay() => _giving.Cancel();

    public void Dispose() => _giving.Dispose();

    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var registration = lifetime.ApplicationStopping.Register(() => source.CancelAfter(Grace));
        await work(source.Token);
    }
}
