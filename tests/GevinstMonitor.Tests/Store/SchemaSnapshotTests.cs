using GevinstMonitor.Store;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Store;

/// <summary>A store outlives the program that made it: its schema changes on purpose, by a new script, or not at all.</summary>
public sealed class SchemaSnapshotTests
{
    [Fact]
    public async Task Schema_OfANewStore_IsTheSnapshot()
    {
        using var town = new Town();
        await new Migrator(new SqliteDatabase(town.StoreFile), Migrator.Shipped("sqlite")).MigrateAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        var schema = town.Query<string>("select type || ' ' || name || ' on ' || tbl_name || char(10) || ifnull(sql || char(10), '') from sqlite_schema order by type, name");

        Snapshot.Match(string.Join('\n', schema));
    }
}
