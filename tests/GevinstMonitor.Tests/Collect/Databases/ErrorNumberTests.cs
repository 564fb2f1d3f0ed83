using Dapper;
using GevinstMonitor.Core.Readings;
using MySqlConnector;
using Npgsql;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>Errors that real servers are made to raise, from a function in the query: by their numbers, and tried again only when they may pass.</summary>
public sealed class ErrorNumberTests
{
    [Theory]
    [InlineData("08006", CollectFault.Unreachable, 3)]
    [InlineData("08P01", CollectFault.Unreachable, 3)]
    [InlineData("40001", CollectFault.Unreachable, 3)]
    [InlineData("40P01", CollectFault.Unreachable, 3)]
    [InlineData("53300", CollectFault.Unreachable, 3)]
    [InlineData("55P03", CollectFault.Unreachable, 3)]
    [InlineData("57P01", CollectFault.Unreachable, 3)]
    [InlineData("57P02", CollectFault.Unreachable, 3)]
    [InlineData("57P03", CollectFault.Unreachable, 3)]
    [InlineData("57P05", CollectFault.Unreachable, 3)]
    [InlineData("40002", CollectFault.QueryRefused, 1)]
    [InlineData("53100", CollectFault.QueryRefused, 1)]
    [InlineData("55006", CollectFault.QueryRefused, 1)]
    [InlineData("57014", CollectFault.QueryRefused, 1)]
    [InlineData("28P01", CollectFault.LoginRefused, 1)]
    [InlineData("42501", CollectFault.LoginRefused, 1)]
    [InlineData("3D000", CollectFault.LoginRefused, 1)]
    [InlineData("42P01", CollectFault.QueryRefused, 1)]
    [InlineData("22012", CollectFault.QueryRefused, 1)]
    [InlineData("25006", CollectFault.QueryRefused, 1)]
    public async Task Error_OfPostgres_IsTriedAgainOnlyWhenItMayPass(string state, CollectFault fault, int tries)
    {
        var real = ServerTests.Real("postgres");
        await using (var own = new NpgsqlConnection(real))
        {
            await own.ExecuteAsync("""
                create or replace function fejl(kode text) returns int language plpgsql as $$ begin raise exception '010170-1234' using errcode = kode; end $$
                """);
        }

        await IsSaid("postgres", real, $"select '2026-06' as period, fejl('{state}') as numerator, 1 as denominator", fault, tries, quoted: !state.StartsWith("22", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1040, "08004", CollectFault.Unreachable, 3)]
    [InlineData(1053, "08S01", CollectFault.Unreachable, 3)]
    [InlineData(1158, "08S01", CollectFault.Unreachable, 3)]
    [InlineData(1159, "08S01", CollectFault.Unreachable, 3)]
    [InlineData(1160, "08S01", CollectFault.Unreachable, 3)]
    [InlineData(1161, "08S01", CollectFault.Unreachable, 3)]
    [InlineData(1203, "42000", CollectFault.Unreachable, 3)]
    [InlineData(1205, "HY000", CollectFault.Unreachable, 3)]
    [InlineData(1213, "40001", CollectFault.Unreachable, 3)]
    [InlineData(1226, "42000", CollectFault.Unreachable, 3)]
    [InlineData(1927, "70100", CollectFault.Unreachable, 3)]
    [InlineData(2006, "HY000", CollectFault.Unreachable, 3)]
    [InlineData(2013, "HY000", CollectFault.Unreachable, 3)]
    [InlineData(1044, "42000", CollectFault.LoginRefused, 1)]
    [InlineData(1045, "28000", CollectFault.LoginRefused, 1)]
    [InlineData(1142, "42000", CollectFault.LoginRefused, 1)]
    [InlineData(1146, "42S02", CollectFault.QueryRefused, 1)]
    [InlineData(1792, "25006", CollectFault.QueryRefused, 1)]
    [InlineData(1292, "22007", CollectFault.QueryRefused, 1)]
    [InlineData(1105, "HY000", CollectFault.QueryRefused, 1)]
    public async Task Error_OfMariaDb_IsTriedAgainOnlyWhenItMayPass(int number, string state, CollectFault fault, int tries)
    {
        var real = ServerTests.Real("mysql");
        await using (var own = new MySqlConnection(real))
            await own.ExecuteAsync($"create or replace function fejl_{number}() returns int begin signal sqlstate '{state}' set mysql_errno = {number}, message_text = '010170-1234'; return 1; end");

        await IsSaid("mysql", real, $"select '2026-06' as period, fejl_{number}() as numerator, 1 as denominator", fault, tries, quoted: number is not (1292 or 1105));
    }

    [Fact]
    public async Task Connection_ThatTheServersOperatorEnds_IsUnreachable()
    {
        var real = ServerTests.Real("postgres");
        using var town = ServerTests.Town("postgres", real + ";Application Name=x", "select pg_sleep(600)::text as period, 1 as numerator, 1 as denominator");
        var clock = new HastyClock(TimeSpan.FromSeconds(20));
        var reading = town.ReadAsync(clock);
        await using var own = new NpgsqlConnection(real);
        // It is tried again twice.
        for (var ended = 0; ended < 3;)
        {
            Assert.False(reading.IsCompleted, "the reading ended before its connection did");
            ended += await own.ExecuteScalarAsync<int>("select count(pg_terminate_backend(pid))::int from pg_stat_activity where application_name = 'GevinstMonitor' and wait_event = 'PgSleep' and query like '%pg_sleep(600)%'");
        }

        Assert.Equal(CollectFault.Unreachable, (await reading).Failed().Fault);
        Assert.Equal(2, clock.Waits);
    }

    [Theory]
    [InlineData("postgres", "skriver", "create or replace function skriver() returns int language plpgsql as $$ begin insert into skrevet_i_funktion values (1); return 1; end $$")]
    [InlineData("mysql", "skriver", "create or replace function skriver() returns int modifies sql data begin insert into skrevet_i_funktion values (1); return 1; end")]
    public async Task Query_WhoseFunctionWrites_IsRefusedByTheServer(string kind, string function, string definition)
    {
        var real = ServerTests.Real(kind);
        await using System.Data.Common.DbConnection own = kind == "mysql" ? new MySqlConnection(real) : new NpgsqlConnection(real);
        await own.ExecuteAsync("create table if not exists skrevet_i_funktion (n int)");
        await own.ExecuteAsync(definition);
        using var town = ServerTests.Town(kind, real, $"select '2026-06' as period, {function}() as numerator, 1 as denominator");

        Assert.Equal(CollectFault.QueryRefused, (await town.ReadAsync()).Failed().Fault);
        Assert.Equal(0, await own.ExecuteScalarAsync<int>("select count(*) from skrevet_i_funktion"));
    }

    private static async Task IsSaid(string kind, string real, string sql, CollectFault fault, int tries, bool quoted)
    {
        using var town = ServerTests.Town(kind, real, sql);
        var clock = new HastyClock(TimeSpan.FromSeconds(20));

        var failed = (await town.ReadAsync(clock)).Failed();

        Assert.True((fault, tries - 1) == (failed.Fault, clock.Waits), $"{failed.Fault} after {clock.Waits + 1}: {failed.Detail}");
        Assert.Equal(quoted, failed.Detail.Contains("010170", StringComparison.Ordinal));
    }
}
