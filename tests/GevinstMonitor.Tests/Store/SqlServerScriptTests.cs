using System.Text.RegularExpressions;
using GevinstMonitor.Connect;
using GevinstMonitor.Store;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace GevinstMonitor.Tests.Store;

/// <summary>The scripts for SQL Server are ones that it would run, whole, and make the tables that the other databases have.</summary>
public sealed partial class SqlServerScriptTests
{
    private const string ATable = "create table plans (plan_id nvarchar(100) not null primary key);\n";

    [Fact]
    public void Scripts_AsTheyShip_AreOneBatchEachWhoseNamesAllStandForSomething()
    {
        var scripts = Migrator.Shipped("sqlserver");
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Single(SqlServerModel.Parsed(script.Sql).Batches));
        using var model = SqlServerModel.OfShipped();
        Assert.Equal("", string.Join('\n', model.Faults()));
    }

    [Theory]
    [InlineData("create index plans_by_name on plans (name);", "name")]
    [InlineData("create table benefits (plan_id nvarchar(100) not null references plan_s (plan_id));", "plan_s")]
    [InlineData("exec(N'create view newest as select p.name from plans p');", "name")]
    [InlineData("exec(N'create trigger plans_stay on plan_s after delete as throw 51000, ''plans are never deleted'', 1');", "plan_s")]
    public void Script_WithANameThatIsNowhere_IsFaulted(string statement, string name)
    {
        using var sound = new SqlServerModel([ATable]);
        Assert.Empty(sound.Faults());
        using var model = new SqlServerModel([ATable + statement]);
        Assert.Contains(model.Faults(), fault => fault.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Script_OfMoreThanOneBatch_IsSeen() => Assert.Equal(2, SqlServerModel.Parsed(ATable + "go\n" + ATable).Batches.Count);

    [Fact]
    public void Script_ThatIsNoTransactSql_IsFaulted() => Assert.Throws<FormatException>(() => SqlServerModel.Parsed("create table plans (plan_id text) strict;"));

    [Fact]
    public void Script_WhoseStatementsMustBeAlone_HasThemAlone() =>
        Assert.All(Migrator.Shipped("sqlserver").SelectMany(script => SqlServerModel.Parsed(script.Sql).Batches[0].Statements),
            statement => Assert.False(statement is CreateViewStatement or CreateTriggerStatement or CreateProcedureStatement or CreateFunctionStatement, SqlServerModel.Text(statement)));

    [Fact]
    public void Schedule_OfWorkersThatShare_IsMadeByOneBatchThatParses()
    {
        var script = SchedulerTables.Script(new SqlServerDatabase(new SqlServerLogin(new())));
        Assert.Contains("CREATE TABLE QRTZ_SCHEDULER_STATE", script, StringComparison.Ordinal);
        Assert.Single(SqlServerModel.Parsed(script).Batches);
    }

    [Theory]
    [InlineData("sqlserver")]
    [InlineData("sqlserver-after-migrate")]
    [InlineData("postgres-after-migrate")]
    public void Roles_ForADba_AreOfTablesThatThereAre(string name)
    {
        var script = File.ReadAllText(Path.Combine(SharedData.Root, "sql", "roles", $"{name}.sql"));
        if (name.StartsWith("sqlserver", StringComparison.Ordinal))
            Assert.Single(SqlServerModel.Parsed(script).Batches);
        using var model = SqlServerModel.OfShipped();
        Assert.Empty(OfSchema().Matches(script).Select(m => m.Groups[1].Value).Except([.. model.Tables.Keys, "schema_migrations"]));
    }

    [GeneratedRegex(@"\bgevinst\.(\w+)")]
    private static partial Regex OfSchema();

    [Fact]
    public async Task Tables_OfEveryKindOfDatabase_AreTheSame()
    {
        using var model = SqlServerModel.OfShipped();
        var sqlServer = Lines(model.Tables.SelectMany(table => table.Value.Select(column => $"{table.Key}.{column}")));

        using var town = new Town();
        await town.StartAsync();
        var sqlite = Lines(town.Query<string>("select t.name || '.' || c.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'"));
        Assert.Equal(sqlite, sqlServer);
        Assert.Equal(sqlite, Lines(Migrator.Shipped("postgres").SelectMany(script => Written(script.Sql)).Concat(Written(new PostgresDatabase(new() { Host = "127.0.0.1" }).MakeMigrations))));
    }

    [Fact]
    public async Task Tables_OnAServerOfPostgreSql_AreThoseOfSqlServer()
    {
        using var store = new PostgresTestStore();
        using var town = new Town(store: store);
        await town.StartAsync();
        using var model = SqlServerModel.OfShipped();
        Assert.Equal(
            Lines(town.Query<string>("select c.table_name || '.' || c.column_name from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'")),
            Lines(model.Tables.SelectMany(table => table.Value.Select(column => $"{table.Key}.{column}"))));
    }

    // Every column of every table, as a script writes them: each on a line of its own.
    private static IEnumerable<string> Written(string script) => CreateTable().Matches(script)
        .SelectMany(table => Column().Matches(table.Groups[2].Value).Select(column => $"{table.Groups[1].Value}.{column.Groups[1].Value}"));

    private static string Lines(IEnumerable<string> names) => string.Join('\n', names.Order(StringComparer.Ordinal));

    [GeneratedRegex(@"create table (?:if not exists )?(\w+) \(\n(.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^ +(?!primary |foreign )(\w+) ", RegexOptions.Multiline)]
    private static partial Regex Column();
}
