using GevinstMonitor.Store;

namespace GevinstMonitor.Tests.Store;

public sealed class MigratorTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 8, 6, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<Migration> Shipped = Migrator.Shipped("sqlite");

    [Fact]
    public async Task Migrate_OfANewStoreByTwoAtOnce_RunsEachScriptOnce()
    {
        using var town = new Town();
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => MigrateAsync(town, Shipped))));
        Assert.Equal(Shipped.Count, runs.Sum(r => r.Count));
        Assert.Empty(await MigrateAsync(town, Shipped));
        Assert.Equal(Shipped.Select(m => m.Checksum), town.Query<string>("select checksum from schema_migrations order by number"));
    }

    [Fact]
    public async Task Script_ForADba_MakesTheSameSchemaAndNoStore()
    {
        using var town = new Town();
        var script = await new Migrator(new SqliteDatabase(town.StoreFile), Shipped).ScriptAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(town.StoreFile));
        using var other = new Town();
        await MigrateAsync(other, Shipped);
        using (var byHand = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={town.StoreFile};Pooling=False"))
        {
            byHand.Open();
            Dapper.SqlMapper.Execute(byHand, script);
        }

        const string schema = "select sql from sqlite_master where sql is not null order by type, name";
        Assert.Equal(other.Query<string>(schema), town.Query<string>(schema));
        Assert.Empty(await MigrateAsync(town, Shipped));
    }

    [Fact]
    public async Task Migrate_OfAStoreMadeByAnotherScript_IsRefused()
    {
        using var town = new Town();
        await MigrateAsync(town, Shipped);
        Assert.Contains("was made by another script 0001", await RefusedAsync(town, [Migrator.Numbered("0001_ledger", "create table t (n)")]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OfAStoreNewerThanTheProgram_IsRefused()
    {
        using var town = new Town();
        await MigrateAsync(town, [.. Shipped, Migrator.Numbered("0099_later", "create table later (n)")]);
        Assert.Contains("newer than this program", await RefusedAsync(town, Shipped), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OfSomebodyElsesDatabase_IsRefused()
    {
        using var town = new Town();
        town.Query<int>("create table theirs (n)");
        Assert.Contains("holds tables that are not this program's", await RefusedAsync(town, Shipped), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithAScriptThatFails_LeavesNothingOfIt()
    {
        using var town = new Town();
        Assert.Contains("does not take script 0002 wrong: ", await RefusedAsync(town, [.. Shipped, Migrator.Numbered("0002_wrong", "create table half (n); create tabel other (n);")]), StringComparison.Ordinal);
        Assert.Empty(town.Query<string>("select name from sqlite_master"));
    }

    [Fact]
    public async Task Store_BelowAFile_IsUnusable()
    {
        using var town = new Town().Write("fil", "");
        await Assert.ThrowsAsync<StoreUnusableException>(() => new SqliteDatabase(Path.Combine(town.PathOf("fil"), "store.db")).OpenAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connection_ToTheStore_IsSafe()
    {
        using var town = new Town();
        await using var connection = await new SqliteDatabase(town.StoreFile).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("wal", 2L, 1L), (Ask<string>("journal_mode"), Ask<long>("synchronous"), Ask<long>("foreign_keys")));

        T Ask<T>(string pragma) => Dapper.SqlMapper.ExecuteScalar<T>(connection, $"pragma {pragma}")!;
    }

    private static Task<IReadOnlyList<Migration>> MigrateAsync(Town town, IReadOnlyList<Migration> migrations) =>
        new Migrator(new SqliteDatabase(town.StoreFile), migrations).MigrateAsync(Now, TestContext.Current.CancellationToken);

    private static async Task<string> RefusedAsync(Town town, IReadOnlyList<Migration> migrations) =>
        (await Assert.ThrowsAsync<StoreUnusableException>(() => MigrateAsync(town, migrations))).Message;
}
