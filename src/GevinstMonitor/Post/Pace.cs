namespace GevinstMonitor.Post;

/// <summary>
/// Letters one after the other at an even pace, so many a minute. The framework's own limiters count by the machine's stopwatch and know no <see cref="TimeProvider"/>.
/// </summary>
internal sealed class Pace(int perMinute, TimeProvider clock)
{
    private readonly TimeSpan _between = TimeSpan.FromMinutes(1) / perMinute;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>How long until it is the next letter's turn; nothing, or less, when it is.</summary>
    public TimeSpan Wait => _next - clock.GetUtcNow();

    /// <summary>Waits until it is a letter's turn, and takes it.</summary>
    public async Task TurnAsync(CancellationToken ct)
    {
        // A clock that was set back lets nobody wait longer than the pace.
        if (Wait is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait < _between ? wait : _between, clock, ct);
        _next = clock.GetUtcNow() + _between;
    }
}
