using Dapper;
using Npgsql;

namespace GevinstMonitor.Tests.Store;

/// <summary>The roles that ship for a DBA: a whole pass as the worker, and nothing beyond.</summary>
public sealed class PostgresRolesTests
{
    private const string Password = "hemmeligt-42";

    [Fact]
    public async Task Worker_WithNoMoreRightsThanItsOwn_MakesAPassAndChangesNoFact()
    {
        using var _ = new PostgresTestStore();
        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("GEVINST_TEST_POSTGRES"));
        // Roles are the server's, and not a schema's: a database of its own keeps apart what else is tested there.
        var database = $"roles_{Guid.NewGuid():N}";
        await ExecuteAsync(server.ConnectionString, $"create database {database}");
        server.Database = database;
        server.Pooling = false;
        try
        {
            await ExecuteAsync(server.ConnectionString, ScriptOf("postgres"));
            await ExecuteAsync(server.ConnectionString, $"create role gevinst_test_dba login password '{Password}' in role gevinst_owner; create role gevinst_test_worker login password '{Password}' in role gevinst_worker; create role gevinst_test_reader login password '{Password}' in role gevinst_reader");
            using var town = new Town(Given.Installation.Replace(Given.Store, "{ kind: postgres, connectionString: { file: ../store.txt } }", StringComparison.Ordinal) + "\nschedule: { mode: clustered }\nstatus: { listen: \"http://127.0.0.1:0\" }\n")
                .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan)
                .Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));

            town.Write("store.txt", As("gevinst_test_dba", "-c role=gevinst_owner"));
            Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);
            await ExecuteAsync(As("gevinst_test_dba", "-c role=gevinst_owner"), ScriptOf("postgres-after-migrate"));

            var worker = As("gevinst_test_worker");
            town.Write("store.txt", worker);
            var once = await Gevinst.RunAsync("once", "--as-of", "2026-07-13T08:00", "--config", town.Config);
            Assert.Equal((0, ""), (once.Exit, once.Error));
            Assert.NotEmpty(town.Letters());
            // The tables of the schedule were made with the others.
            using (var run = Gevinst.Start(["run", "--config", town.Config]))
            {
                await run.LineAsync("At work by configuration");
                run.Terminate();
                Assert.Equal((0, ""), await run.EndAsync() is var said ? (said.Exit, said.Error) : default);
            }

            foreach (var beyond in new[] { "update readings set outcome = 'Taken'", "delete from measurements", "delete from letters", "drop table letters", "create table mine (n int)", "delete from schema_migrations" })
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(worker, beyond))).SqlState);
            var reader = As("gevinst_test_reader");
            town.Write("store.txt", reader);
            var status = await Gevinst.RunAsync("status", "--config", town.Config);
            Assert.Equal((0, ""), (status.Exit, status.Error));
            await ExecuteAsync(reader, "select * from newest_measurements");
            foreach (var beyond in new[] { "select * from data_protection_keys", "insert into decisions (measurement_id, decision, by_post, note, decided_at) values (1, 'Released', '', '', now())" })
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(reader, beyond))).SqlState);
        }
        finally
        {
            server.Database = "postgres";
            await ExecuteAsync(server.ConnectionString, $"drop database {database} with (force)");
            await ExecuteAsync(server.ConnectionString, "drop role if exists gevinst_test_dba, gevinst_test_worker, gevinst_test_reader, gevinst_owner, gevinst_worker, gevinst_reader");
        }

        string As(string user, string options = "") => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = user, Password = Password, SearchPath = "gevinst", Options = options }.ConnectionString;
    }

    private static string ScriptOf(string name) => File.ReadAllText(Path.Combine(SharedData.Root, "sql", "roles", $"{name}.sql"));

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync(sql);
    }
}
