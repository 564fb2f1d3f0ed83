using Dapper;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>Database servers: real ones where a variable names them, and what is said when none is there.</summary>
public sealed class ServerTests
{
    private const string Password = "hemmeligt-42";
    private const string Figures = "select '2026-06' as period, 'nord' as unit, 3 as numerator, 4 as denominator";

    [Theory]
    [InlineData("postgres", $"Host=127.0.0.1;Port=1;Username=x;Password={Password};Database=x;Timeout=2")]
    [InlineData("mysql", $"Server=127.0.0.1;Port=1;User ID=x;Password={Password};Database=x;Connection Timeout=2")]
    [InlineData("sqlserver", $"Server=127.0.0.1,1;User ID=x;Password={Password};Database=x;Connect Timeout=2")]
    public async Task Server_ThatIsNotThere_IsUnreachableAndItsPasswordIsNotSaid(string kind, string connection)
    {
        using var town = Town(kind, connection, Figures);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(CollectFault.Unreachable, failed.Fault);
        Assert.DoesNotContain(Password, failed.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", $"Passwrod={Password}")]
    [InlineData("mysql", $"Passwrod={Password}")]
    [InlineData("sqlserver", $"Passwrod={Password}")]
    [InlineData("postgres", $"Host=x;Port={Password}")]
    [InlineData("mysql", $"Server=x;Port={Password}")]
    [InlineData("sqlserver", $"Server=x;Encrypt={Password}")]
    [InlineData("postgres", $"Password={Password}")]
    [InlineData("sqlserver", $"Server=x;Failover Partner=y;Database=z;Password={Password}")]
    [InlineData("postgres", $"{Password}")]
    [InlineData("mysql", $"{Password}")]
    [InlineData("sqlserver", $"{Password}")]
    public async Task ConnectionString_ThatIsNone_IsRefusedWithoutBeingQuoted(string kind, string stated)
    {
        using var town = Town(kind, stated, Figures);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.LoginRefused, "the connection string is not one that this kind of database knows"), (failed.Fault, failed.Detail));
    }

    [Fact]
    public async Task Secret_ThatIsMissing_IsNamed()
    {
        using var town = Town("postgres", "", Figures);
        File.Delete(town.PathOf("config/secret.txt"));
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal((CollectFault.LoginRefused, "the secret file secret.txt cannot be read"), (failed.Fault, failed.Detail));
    }

    [Theory]
    [InlineData("postgres", "select date '2026-06-15' as period, 'nord' as unit, sum(v) as numerator, count(*) as denominator from (values (1), (0), (1), (1)) as t(v) where date '2026-06-15' >= @from and date '2026-06-15' < @to")]
    [InlineData("mysql", "select date '2026-06-15' as period, 'nord' as unit, sum(v) as numerator, count(*) as denominator from (select 1 as v union all select 0 union all select 1 union all select 1) t where date '2026-06-15' >= @from and date '2026-06-15' < @to")]
    [InlineData("sqlserver", "select cast('2026-06-15' as date) as period, 'nord' as unit, sum(v) as numerator, count(*) as denominator from (values (1), (0), (1), (1)) as t(v) where cast('2026-06-15' as date) >= @from and cast('2026-06-15' as date) < @to")]
    public async Task Query_OfARealServer_IsRead(string kind, string sql)
    {
        using var town = Town(kind, Real(kind), sql);
        Assert.Equal(["nord 2026-06 3/4"], (await town.ReadAsync()).Said());
    }

    [Theory]
    [InlineData("postgres", "select * from mangler", CollectFault.QueryRefused)]
    [InlineData("mysql", "select * from mangler", CollectFault.QueryRefused)]
    [InlineData("sqlserver", "select * from mangler", CollectFault.QueryRefused)]
    [InlineData("postgres", "select '2026-06' as period, 1 as numerator", CollectFault.ColumnMissing)]
    [InlineData("mysql", "select '2026-06' as period, 1 as numerator", CollectFault.ColumnMissing)]
    [InlineData("postgres", "select pg_sleep(30)::text as period, 1 as numerator, 1 as denominator", CollectFault.TimedOut)]
    [InlineData("mysql", "select sleep(30) as period, 1 as numerator, 1 as denominator", CollectFault.TimedOut)]
    public async Task Query_ThatARealServerCannotAnswer_IsSaidByItsName(string kind, string sql, CollectFault fault)
    {
        using var town = Town(kind, Real(kind), sql, fault == CollectFault.TimedOut ? "500ms" : "20s");
#pragma warning disable RS0030 // A query that takes too long is stopped by the clock on the wall.
        var failed = (await town.ReadAsync(TimeProvider.System)).Failed();
#pragma warning restore RS0030
        Assert.True(fault == failed.Fault, $"{failed.Fault}: {failed.Detail}");
    }

    [Theory]
    [InlineData("postgres", "Password")]
    [InlineData("mysql", "Password")]
    [InlineData("sqlserver", "Password")]
    public async Task Password_ThatARealServerRefuses_IsALoginRefused(string kind, string key)
    {
        using var town = Town(kind, $"{Real(kind)};{key}=forkert", Figures);
        Assert.Equal(CollectFault.LoginRefused, (await town.ReadAsync()).Failed().Fault);
    }

    [Theory]
    [InlineData("postgres", "create table skrevet (n int)")]
    [InlineData("mysql", "create table skrevet (n int)")]
    [InlineData("postgres", "insert into skrives values (2)")]
    [InlineData("postgres", "update skrives set n = 9 returning '2026-06' as period, n as numerator, n as denominator")]
    [InlineData("mysql", "insert into skrives values (2)")]
    [InlineData("mysql", "truncate table skrives")]
    public async Task Query_ThatWritesOnARealServer_IsRefusedAndWritesNothing(string kind, string sql)
    {
        var real = Real(kind);
        await using System.Data.Common.DbConnection own = kind == "mysql" ? new MySqlConnector.MySqlConnection(real) : new Npgsql.NpgsqlConnection(real);
        await own.OpenAsync(TestContext.Current.CancellationToken);
        await own.ExecuteAsync("drop table if exists skrives; create table skrives (n int); insert into skrives values (1)");
        using var town = Town(kind, real, Figures);
        var failed = (await town.AskAnywayAsync(sql)).Failed();
        Assert.Equal(CollectFault.QueryRefused, failed.Fault);
        Assert.Contains("read-only", failed.Detail.Replace("READ ONLY", "read-only", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal([1], await own.QueryAsync<int>("select n from skrives"));
    }

    [Theory]
    [InlineData("postgres", "select '2026-06' as period, cast('010170-1234' || '' as int) as numerator, 1 as denominator")]
    [InlineData("mysql", "select '2026-06' as period, extractvalue(1, concat('~', '010170-1234')) as numerator, 1 as denominator")]
    public async Task Value_ThatARealServerCannotConvert_IsNotQuoted(string kind, string sql)
    {
        using var town = Town(kind, Real(kind), sql);
        var failed = (await town.ReadAsync()).Failed();
        Assert.Equal(CollectFault.QueryRefused, failed.Fault);
        Assert.DoesNotContain("010170", failed.Detail, StringComparison.Ordinal);
    }

    internal static string Real(string kind)
    {
        var name = $"GEVINST_TEST_{kind.ToUpperInvariant()}";
        var connection = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(connection), $"no server: {name} holds no connection string");
        return connection!;
    }

    internal static Town Town(string kind, string connection, string sql, string timeout = "20s") => new Town()
        .Write("config/secret.txt", connection)
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: {kind}\nconnectionString: {{ file: secret.txt }}\ntimeout: {timeout}\n")
        .Write("config/indicators/andel.yml", Collecting.Query(sql));
}
