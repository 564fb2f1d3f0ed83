using GevinstMonitor.Commands;
using Npgsql;

namespace GevinstMonitor.Tests.Store;

/// <summary>A store on a server as a user meets it: what commands do before there is one, and what they say when it is not to be had.</summary>
public sealed class ServerStoreTests
{
    [Fact]
    public async Task Commands_FromAnEmptyDatabaseToALetter_DoWhatTheyDoOnAFile()
    {
        using var store = new PostgresTestStore();
        using var town = Given.OneBenefit(store).Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));

        Assert.Equal(0, (await Gevinst.RunAsync("status", "--config", town.Config)).Exit);
        // A look makes nothing.
        Assert.Empty(store.Facts());
        var once = await Gevinst.RunAsync("once", "--as-of", "2026-07-13T08:00", "--config", town.Config);
        Assert.Equal("", once.Error);
        Assert.Equal(0, once.Exit);
        Assert.Single(town.Letters(), l => l.To.Mailboxes.Single().Address == "chef@proeveby.example");
        var before = store.Facts();
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2026-07-13T08:00", "--config", town.Config)).Exit);
        Assert.Equal(before, store.Facts());
        Assert.Contains("post/porto, unit *", (await Gevinst.RunAsync("explain", "post/porto", "--config", town.Config)).Out, StringComparison.Ordinal);
        Assert.Equal("", (await Gevinst.RunAsync("migrate", "--script", "--config", town.Config)).Out.Trim());
    }

    [Fact]
    public async Task Migrate_ForWorkersThatShare_MakesTheirScheduleToo()
    {
        using var store = new PostgresTestStore();
        using var town = new Town(Given.Installation + "\nschedule: { mode: clustered }\n", store: store);
        var script = (await Gevinst.RunAsync("migrate", "--script", "--config", town.Config)).Out;
        Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);

        var tables = town.Query<string>("select table_name from information_schema.tables where table_schema = current_schema() and table_name like 'qrtz%' order by 1");
        Assert.Contains("qrtz_scheduler_state", tables);
        Assert.All(tables, table => Assert.Contains($"CREATE TABLE IF NOT EXISTS {table}", script, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("{0}", script, StringComparison.Ordinal);
        // Again makes nothing more.
        Assert.Equal(0, (await Gevinst.RunAsync("migrate", "--config", town.Config)).Exit);
    }

    [Fact]
    public async Task Server_ThatDoesNotTakeTheLogin_IsExit3WithoutThePassword()
    {
        using var store = new PostgresTestStore();
        using var town = Given.OneBenefit(store);
        var wrong = new NpgsqlConnectionStringBuilder(store.ConnectionString) { Password = "hemmeligt-42" };
        town.Write("store.txt", wrong.ConnectionString);

        var said = await Gevinst.RunAsync("once", "--config", town.Config);

        Assert.Equal(ExitCode.StoreUnusable, said.Exit);
        Assert.StartsWith($"gevinst: the store postgres {wrong.Host}:{wrong.Port}/{wrong.Database} cannot be used: ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hemmeligt-42", said.Out + said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "Host=127.0.0.1;Port=1;Password=hemmeligt-42", "the store postgres 127.0.0.1:1/ cannot be used: ")]
    [InlineData("postgres", "Host=db.kommune.example;SSL Mode=Disable;Password=hemmeligt-42", "the store cannot be used: the connection string states SSL Mode=Disable, which is accepted to this machine only;")]
    [InlineData("postgres", "Hust=127.0.0.1;Password=hemmeligt-42", "the store cannot be used: the connection string is not one that this kind of database knows")]
    [InlineData("postgres", "Host=127.0.0.1;Connection Idle Lifetime=5;Password=hemmeligt-42", "the store cannot be used: the connection string is not one that this kind of database knows")]
    [InlineData("sqlserver", "Server=db.kommune.example;Encrypt=false;Password=hemmeligt-42", "the store cannot be used: the connection string states Encrypt=Optional, which is accepted to this machine only;")]
    [InlineData("sqlserver", "Server=127.0.0.1,1;Password=hemmeligt-42;Connect Timeout=1", "the store sqlserver 127.0.0.1,1/ cannot be used: ")]
    public async Task Store_ThatIsNotToBeHad_IsExit3WithoutThePassword(string kind, string connection, string says)
    {
        using var town = new Town(Given.Installation.Replace(Given.Store, $"{{ kind: {kind}, connectionString: {{ file: ../store.txt }} }}", StringComparison.Ordinal)).Write("store.txt", connection);

        foreach (var command in new[] { "once", "status", "migrate" })
        {
            var said = await Gevinst.RunAsync(command, "--config", town.Config);

            Assert.Equal(ExitCode.StoreUnusable, said.Exit);
            Assert.StartsWith($"gevinst: {says}", said.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("hemmeligt-42", said.Out + said.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Store_WhoseSecretIsMissing_IsExit3AndNamesTheReference()
    {
        using var town = new Town(Given.Installation.Replace(Given.Store, "{ kind: postgres, connectionString: { env: GEVINST_NOT_SET } }", StringComparison.Ordinal));

        var said = await Gevinst.RunAsync("once", "--config", town.Config);

        Assert.Equal((ExitCode.StoreUnusable, "gevinst: the store cannot be used: the environment variable GEVINST_NOT_SET is not set\n"), (said.Exit, said.Error));
    }
}
