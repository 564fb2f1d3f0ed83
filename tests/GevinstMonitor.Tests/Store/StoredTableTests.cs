using GevinstMonitor.Store;

namespace GevinstMonitor.Tests.Store;

/// <summary>What is moved is what the scripts make, in every kind of store: no table and no column is left out.</summary>
public sealed class StoredTableTests
{
    [Fact]
    public async Task Tables_AreAllThatAFileHasWithTheirKeys()
    {
        using var town = new Town();
        await town.StartAsync();

        Assert.Equal(town.Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'schema_migrations'").Order(), StoredTable.All.Select(t => t.Name).Order());
        Assert.All(StoredTable.All, table =>
        {
            var columns = town.Query<(string Name, string Type)>($"select name, type from pragma_table_info('{table.Name}')");
            Assert.Equal(columns.Select(c => (c.Name, c.Type == "INTEGER")).Order(), table.Columns.Select(c => (c.Name, c.Kind == ColumnKind.Integer)).Order());
            Assert.Equal(town.Query<string>($"select name from pragma_table_info('{table.Name}') where pk > 0 order by pk"), table.Key);
            Assert.Equal(town.Query<string>($"select distinct \"table\" from pragma_foreign_key_list('{table.Name}')").Order(), table.RefersTo.Order());
        });
    }

    [Fact]
    public void Tables_OnAServerOfPostgreSql_HoldWhatIsSaid()
    {
        using var store = new PostgresTestStore();
        foreach (var script in Migrator.Shipped("postgres"))
            store.Query<int>(script.Sql);

        Assert.Equal(store.Query<string>("select c.table_name || '.' || c.column_name || ' ' || c.data_type from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = current_schema() and table_type = 'BASE TABLE'").Order(),
            StoredTable.All.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {(c.Kind == ColumnKind.Moment ? "timestamp with time zone" : c.Type)}")).Order());
    }

    [Fact]
    public void Tables_OfSqlServer_AreTheSameAndHoldTheSameButFiguresAsTexts()
    {
        var own = StoredTable.Of("sqlserver");
        using var model = SqlServerModel.OfShipped();
        Assert.Equal(model.Tables.Where(t => t.Key != "schema_migrations").SelectMany(t => t.Value.Select(c => $"{t.Key}.{c}")).Order(), own.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}")).Order());

        var other = own.Join(StoredTable.All, t => t.Name, t => t.Name, (a, b) => (a, b)).SelectMany(t =>
        {
            Assert.Equal(t.b.Key, t.a.Key);
            Assert.Equal(t.b.RefersTo.Order(), t.a.RefersTo.Order());
            return t.a.Columns.Join(t.b.Columns, c => c.Name, c => c.Name, (a, b) => (Name: $"{t.a.Name}.{a.Name}", Own: a.Kind, All: b.Kind)).Where(c => c.Own != c.All);
        });
        Assert.Equal(
            [("deviation_changes.first", ColumnKind.Text, ColumnKind.Number), ("deviation_changes.second", ColumnKind.Text, ColumnKind.Number), ("measurements.first", ColumnKind.Text, ColumnKind.Number), ("measurements.second", ColumnKind.Text, ColumnKind.Number)],
            other.Order());
    }

    [Fact]
    public void Tables_ComeAfterThoseTheyReferTo() => Assert.All(StoredTable.All.Index(), t =>
        Assert.Subset(StoredTable.All.Take(t.Index + 1).Select(before => before.Name).ToHashSet(), t.Item.RefersTo.ToHashSet()));

    [Fact]
    public void Column_ThatALaterScriptAdds_IsOneOfItsTable()
    {
        var tables = StoredTable.Read(["create table plans (\n  plan_id text primary key  -- an id, by which it is found\n);", "create table years (\n  year integer not null,\n  plan text null,\n  primary key (plan, year)\n);\nalter table plans add column year integer null references years (year);"]);
        Assert.Equal(["years: year, plan by plan, year after ", "plans: plan_id, year by plan_id after years"],
            tables.Select(t => $"{t.Name}: {t.ColumnNames} by {string.Join(", ", t.Key)} after {string.Join(", ", t.RefersTo)}"));
    }
}
