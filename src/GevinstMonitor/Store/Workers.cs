using Dapper;

namespace GevinstMonitor.Store;

/// <summary>The workers that share a store, as Quartz keeps account of them in its own tables.</summary>
public sealed class Workers(Database database)
{
    /// <summary>The names of those that checked in less than so long ago.</summary>
    public Task<IReadOnlyList<string>> AliveAsync(DateTimeOffset now, TimeSpan within, CancellationToken ct) => database.AskAsync<IReadOnlyList<string>>(async connection =>
        [.. await connection.QueryAsync<string>("select INSTANCE_NAME from QRTZ_SCHEDULER_STATE where LAST_CHECKIN_TIME > @since order by INSTANCE_NAME", new { since = (now - within).UtcTicks })], ct);

    /// <summary>A worker that stops says so, and nobody waits for it to check in.</summary>
    public Task LeaveAsync(string worker, CancellationToken ct) => database.AskAsync(connection =>
        connection.ExecuteAsync("delete from QRTZ_SCHEDULER_STATE where INSTANCE_NAME = @worker", new { worker }), ct);

    /// <summary>Does work that no other worker's comes between.</summary>
    public Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct) => database.AloneAsync(work, ct);
}
