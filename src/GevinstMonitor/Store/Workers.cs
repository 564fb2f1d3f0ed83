using Dapper;

namespace GevinstMonitor.Store;

/// <summary>The workers that share a store, as Quartz keeps account of them in its own tables.</summary>
public sealed class Workers(Database database)
{
    /// <summary>The names of those that checked in less than so long ago.</summary>
    public Task<IReadOnlyList<string>> AliveAsync(DateTimeOffset now, TimeSpan within, CancellationToken ct) => database.AskAsync<IReadOnlyList<string>>(async connection =>
        [.. await connection.QueryAsync<string>("select instance_name from qrtz_scheduler_state where last_checkin_time > @since order by instance_name", new { since = (now - within).UtcTicks })], ct);

    /// <summary>Does work that no other worker's comes between.</summary>
    public Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct) => database.AloneAsync(work, ct);
}
