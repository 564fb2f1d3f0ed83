using System.Data.Common;
using Dapper;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Tests.Post;
using MySqlConnector;
using Npgsql;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>What servers do to a reading: they stop in the middle of it, come back, speak TLS or not.</summary>
public sealed class OwnServerTests
{
    private const string Figures = "select '2026-06' as period, 'nord' as unit, 3 as numerator, 4 as denominator";

    [Theory]
    [InlineData("postgres", "select pg_sleep(600)::text as period, 1 as numerator, 1 as denominator")]
    [InlineData("mysql", "select sleep(600) as period, 1 as numerator, 1 as denominator")]
    public async Task Server_ThatStopsDuringAQuery_IsUnreachable(string kind, string sql)
    {
        await using var server = OwnServer.Of(kind);
        await server.StartAsync();
        using var town = ServerTests.Town(kind, server.ConnectionString, sql);
        var clock = new HastyClock(TimeSpan.FromSeconds(20));
        var reading = town.ReadAsync(clock);
        await using (var watch = Open(kind, server.ConnectionString))
        {
            while (await watch.ExecuteScalarAsync<long>(kind == "postgres"
                ? "select count(*) from pg_stat_activity where wait_event = 'PgSleep'"
                : "select count(*) from information_schema.processlist where state = 'User sleep'") == 0)
                Assert.False(reading.IsCompleted, "the reading ended before the server did");
        }

        await server.KillAsync();

        var failed = (await reading).Failed();
        Assert.True(failed.Fault == CollectFault.Unreachable, $"{failed.Fault}: {failed.Detail}");
        // It was tried again twice, as what may pass.
        Assert.Equal(2, clock.Waits);
    }

    [Theory]
    [InlineData("postgres", "select '2026-06' as period, 3 as numerator, 4 as denominator from pg_sleep(0.3)")]
    [InlineData("mysql", "select '2026-06' as period, 3 + sleep(0.3) as numerator, 4 as denominator")]
    public async Task Pool_OfAServerThatWasRestarted_ReadsOnWithAllItsConnections(string kind, string sql)
    {
        await using var server = OwnServer.Of(kind);
        await server.StartAsync();
        using var town = ServerTests.Town(kind, server.ConnectionString, sql);
        File.AppendAllText(town.PathOf("config/sources/maalinger.yml"), "maxConcurrent: 8\n");
        var collector = town.Collector();
        async Task ReadAsync(int atOnce)
        {
            var catalog = town.Load();
            var at = catalog.At(new DateTimeOffset(2026, 8, 8, 6, 0, 0, TimeSpan.Zero));
            var settings = catalog.Indicators["andel"];
            var question = new GevinstMonitor.Collect.Question(settings, Window.Of(settings.Indicator.Period, 3, at));
            Assert.All(await collector.ReadAsync([.. Enumerable.Repeat(question, atOnce)], at, TestContext.Current.CancellationToken), r => Assert.Equal(["* 2026-06 3/4"], r.Said()));
        }

        await ReadAsync(8);
        await server.StopAsync();
        await server.StartAsync();
        // More connections are dead than there are tries; the first that is found dead buries the others.
        await ReadAsync(1);
        await ReadAsync(8);
    }

    [Theory]
    [InlineData("postgres", "SSL Mode=Require")]
    [InlineData("mysql", "SSL Mode=Required")]
    public async Task Server_WithoutTls_IsTlsRefused(string kind, string lesser)
    {
        await using var server = OwnServer.Of(kind);
        await server.StartAsync();
        foreach (var stated in new[] { "SSL Mode=VerifyFull", lesser })
        {
            using var town = ServerTests.Town(kind, $"{server.ConnectionString};{stated}", Figures);
            var clock = new HastyClock(TimeSpan.FromSeconds(20));

            var failed = (await town.ReadAsync(clock)).Failed();

            Assert.True(failed.Fault == CollectFault.TlsRefused, $"{failed.Fault}: {failed.Detail}");
            // It would be refused again.
            Assert.Equal(0, clock.Waits);
        }
    }

    [Theory]
    [InlineData("postgres", "Root Certificate", "select '2026-06' as period, ssl::int as numerator, 1 as denominator from pg_stat_ssl where pid = pg_backend_pid()")]
    [InlineData("mysql", "SSL CA", "select '2026-06' as period, variable_value <> '' as numerator, 1 as denominator from information_schema.session_status where variable_name = 'Ssl_cipher'")]
    public async Task Server_WithTls_IsReadWhenItsCertificateIsTrustedAndItsNameIsRight(string kind, string authority, string sql)
    {
        using var known = Certificates.Authority("Kendt CA");
        await using var server = OwnServer.Of(kind);
        using (var right = Certificates.Signed("localhost", known))
            await server.StartAsync(right);
        using var town = ServerTests.Town(kind, "", sql);
        town.Write("ca.pem", known.ExportCertificatePem());

        async Task<Reading> ReadAsync(string stated)
        {
            town.Write("config/secret.txt", $"{server.ConnectionString};{stated}");
            return await town.ReadAsync();
        }

        Assert.Equal(["* 2026-06 1/1"], (await ReadAsync($"SSL Mode=VerifyFull;{authority}={town.PathOf("ca.pem")}")).Said());
        // Nobody on this machine knows that authority.
        Assert.Equal(CollectFault.TlsRefused, (await ReadAsync("SSL Mode=VerifyFull")).Failed().Fault);

        await server.KillAsync();
        using (var wrong = Certificates.Signed("andet.example", known))
            await server.StartAsync(wrong);
        Assert.Equal(CollectFault.TlsRefused, (await ReadAsync($"SSL Mode=VerifyFull;{authority}={town.PathOf("ca.pem")}")).Failed().Fault);
    }

    private static DbConnection Open(string kind, string connectionString) =>
        kind == "postgres" ? new NpgsqlConnection(connectionString) : new MySqlConnection(connectionString);
}
