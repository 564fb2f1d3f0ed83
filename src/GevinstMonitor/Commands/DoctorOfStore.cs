using System.Data.Common;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>What <c>doctor</c> says of the store, and of the clocks that it shares with this machine.</summary>
internal static class DoctorOfStore
{
    // Beyond this something does not keep the time; it is no harm yet.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);

    /// <returns>The store first.</returns>
    public static async Task<IReadOnlyList<Finding>> LookAsync(IServiceProvider provider, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            var database = provider.GetRequiredService<Database>();
            var migrator = provider.GetRequiredService<Migrator>();
            var (missing, isNew) = await migrator.LookAsync(ct);
            if (isNew)
                return [Finding.Warning("store", $"{database.Description} is not made yet", "gevinst migrate makes it; so does the worker when it first starts"), Clock(now)];
            if (missing > 0)
                return [Finding.Fault("store", $"{database.Description} lacks {Tables.Count(missing, "script")} of schema {migrator.Newest:0000}", "back it up, then gevinst migrate; the worker does so too when it starts, where it may", ExitCode.StoreUnusable), Clock(now)];
            return [await WriteAsync(provider, database, migrator.Newest, ct), .. await ClocksAsync(provider, database, now, ct)];
        }
        catch (StoreUnusableException e)
        {
            return [Finding.Fault("store", e.Message, "the store must be reachable with the login that store: names; the worker waits for it", ExitCode.StoreUnusable), Clock(now)];
        }
    }

    private static async Task<Finding> WriteAsync(IServiceProvider provider, Database database, int newest, CancellationToken ct)
    {
        try
        {
            await provider.GetRequiredService<StoreTrial>().WriteAsync(ct);
            return Finding.Ok("store", $"{database.Description}, schema {newest:0000}, can be written");
        }
        catch (Exception e) when (e is StoreUnusableException or DbException)
        {
            return Finding.Fault("store", $"{database.Description}, schema {newest:0000}, can be read and not written: {e.Message}",
                "give the worker's user the rights: of the file and its folder, or on a server those of sql/roles", ExitCode.StoreUnusable);
        }
    }

    private static async Task<IReadOnlyList<Finding>> ClocksAsync(IServiceProvider provider, Database database, DateTimeOffset now, CancellationToken ct)
    {
        var newest = await provider.GetRequiredService<Ledger>().NewestAsOfAsync(ct);
        var ours = newest - now > Worker.ClocksApart
            ? Finding.Fault("clock", $"it says {Json.Moment(now)}, and the store was read as of {Json.Moment(newest)} already", "set this machine's clock, or wait until then: the worker does not start before")
            : Finding.Ok("clock", $"{Json.Moment(now)}{(newest is null ? "" : $"; the newest reading is as of {Json.Moment(newest)}")}");
        if (database is not ServerDatabase)
            return [ours];
        var clock = provider.GetRequiredService<TimeProvider>();
        var apart = await provider.GetRequiredService<StoreTrial>().NowAsync(ct) - clock.GetUtcNow();
        var found = FormattableString.Invariant($"the server's is {Math.Abs(apart.TotalSeconds):0.0} s {(apart > TimeSpan.Zero ? "ahead of" : "behind")} this machine's");
        const string todo = "let both machines keep the time by NTP";
        return [ours, apart.Duration() > Worker.ClocksApart ? Finding.Fault("clock of the store", found, todo)
            : apart.Duration() > Noticed ? Finding.Warning("clock of the store", found, todo)
            : Finding.Ok("clock of the store", found)];
    }

    private static Finding Clock(DateTimeOffset now) => Finding.Ok("clock", $"{Json.Moment(now)}; there is no store to hold it against");
}
