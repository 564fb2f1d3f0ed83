using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>SQLite sources are asked, never written.</summary>
public sealed class SqliteTests
{
    private const string All = "select month as period, digital as numerator, total as denominator from letters order by month";

    [Fact]
    public async Task Columns_InAnyCase_AreFound()
    {
        using var town = Register("select month as PERIOD, digital as Numerator, total as denOMINATOR from letters where month = '2026-05'");
        Assert.Equal(["* 2026-05 505/1000"], (await town.ReadAsync()).Said());
    }

    [Fact]
    public async Task Cells_NullAndText_AreNotKnownAndReadWithAPoint()
    {
        using var town = Register("""
            select '2026-05' as period, 'nord' as unit, null as value union all
            select '2026-06', 'nord', '12.5' union all
            select '2026-07', 'nord', '12,5'
            """, "value");
        var reading = await town.ReadAsync();
        Assert.Equal(["nord 2026-05 NotANumber", "nord 2026-06 12.5", "nord 2026-07 NotANumber"], reading.Said());
        Assert.StartsWith("row 3: not a number", Assert.Single(reading.Taken().Rejected));
    }

    [Fact]
    public async Task Window_FromAndTo_BoundTheRows()
    {
        using var town = Register("select month as period, digital as numerator, total as denominator from letters where month || '-01' >= @from and month || '-01' < @to order by 1");
        // Three periods of history as of August: May, June and July.
        var taken = (await town.ReadAsync()).Taken();
        Assert.Equal(["* 2026-05 505/1000", "* 2026-07 590/1000"], taken.Said());
        Assert.Equal(2, taken.Rows);
    }

    [Theory]
    [InlineData("select month as period, digital as numerator from letters", CollectFault.ColumnMissing, "'denominator'")]
    [InlineData("selct month from letters", CollectFault.QueryRefused, "syntax error")]
    [InlineData("select * from nowhere", CollectFault.QueryRefused, "nowhere")]
    public async Task Query_ThatCannotBeAnswered_SaysWhy(string sql, CollectFault fault, string says)
    {
        using var town = Register(All);
        var failed = (await town.AskAnywayAsync(sql)).Failed();
        Assert.Equal(fault, failed.Fault);
        Assert.Contains(says, failed.Detail);
    }

    [Theory]
    [InlineData("delete from letters")]
    [InlineData("insert into letters values ('2026-06', 1, 2) returning month as period, digital as numerator, total as denominator")]
    [InlineData("drop table letters")]
    public async Task Query_ThatWrites_IsRefusedAndWritesNothing(string sql)
    {
        using var town = Register(All);
        Assert.Equal(CollectFault.QueryRefused, (await town.AskAnywayAsync(sql)).Failed().Fault);
        Assert.Equal(3, (await town.ReadAsync()).Taken().Rows);
    }

    [Fact]
    public async Task File_NotThere_IsFileMissingAndNotMade()
    {
        using var town = Register(All);
        SqliteConnection.ClearAllPools();
        File.Delete(town.PathOf("config/register.db"));
        Assert.Equal(CollectFault.FileMissing, (await town.ReadAsync()).Failed().Fault);
        Assert.False(File.Exists(town.PathOf("config/register.db")));
    }

    [Fact]
    public async Task File_NoDatabase_IsMalformed()
    {
        using var town = Register(All);
        SqliteConnection.ClearAllPools();
        town.Write("config/register.db", string.Concat(Enumerable.Repeat("ikke en database ", 100)));
        Assert.Equal(CollectFault.Malformed, (await town.ReadAsync()).Failed().Fault);
    }

    [Fact]
    public async Task Database_LockedByAnother_IsUnreachableUntilItLetsGo()
    {
        using var town = Register(All, timeout: "1s");
        var clock = new HastyClock(TimeSpan.FromSeconds(1));
        using (var other = Open(town))
        {
            Dapper.SqlMapper.Execute(other, "begin exclusive");
            Assert.Equal(CollectFault.Unreachable, (await town.ReadAsync(clock)).Failed().Fault);
        }

        Assert.Equal(3, (await town.ReadAsync(clock)).Taken().Rows);
    }

    [Fact]
    public async Task Query_WithoutEnd_IsStoppedByTheTimeout()
    {
        using var town = Register(Endless, timeout: "200ms");
        var clock = new FakeTimeProvider();
        var reading = Task.Run(() => town.ReadAsync(clock), TestContext.Current.CancellationToken);
        while (!reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        var failed = (await reading).Failed();
        Assert.Equal((CollectFault.TimedOut, "no complete answer within 0.2 s"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task Caller_WhoGivesUp_GetsNoReading()
    {
        using var town = Register(Endless);
        using var source = new CancellationTokenSource();
        var reading = Task.Run(() => town.ReadAsync(ct: source.Token), TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private const string Endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select '2026-05' as period, sum(i) as numerator, 1 as denominator from n where i < 0";

    [Fact]
    public async Task File_ReplacedBetweenReadings_IsReadAsItIsNow()
    {
        using var town = Register(All);
        var collector = town.Collector();
        Assert.Equal(3, (await collector.ReadAsync(town)).Taken().Rows);
        using var other = Register(All);
        using (var connection = Open(other))
            Dapper.SqlMapper.Execute(connection, "delete from letters where month < '2026-07'");
        File.Move(other.PathOf("config/register.db"), town.PathOf("config/register.db"), overwrite: true);
        Assert.Equal(["* 2026-07 590/1000"], (await collector.ReadAsync(town)).Said());
    }

    [Fact]
    public async Task Query_ThatAttachesAnotherFile_IsRefused()
    {
        using var elsewhere = Register(All);
        using var town = Register(All);
        var sql = $"attach '{elsewhere.PathOf("config/register.db")}' as other; select month as period, digital as numerator, total as denominator from other.letters";
        Assert.Equal(CollectFault.QueryRefused, (await town.AskAnywayAsync(sql)).Failed().Fault);
    }

    [Fact]
    public async Task Query_ThatVacuumsIntoAFile_IsRefusedAndMakesNone()
    {
        using var town = Register(All);
        Assert.Equal(CollectFault.QueryRefused, (await town.AskAnywayAsync($"vacuum into '{town.PathOf("copy.db")}'")).Failed().Fault);
        Assert.False(File.Exists(town.PathOf("copy.db")));
    }

    private static Town Register(string sql, string kind = "ratio", string timeout = "30s")
    {
        var town = new Town().Write("config/sources/maalinger.yml", $"id: maalinger\nkind: sqlite\nfile: register.db\ntimeout: {timeout}\n")
            .Write("config/indicators/andel.yml", Collecting.Query(sql, kind));
        using var connection = Open(town);
        Dapper.SqlMapper.Execute(connection, "create table letters (month text, digital integer, total integer); insert into letters values ('2026-04', 450, 1000), ('2026-05', 505, 1000), ('2026-07', 590, 1000)");
        return town;
    }

    private static SqliteConnection Open(Town town)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = town.PathOf("config/register.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
