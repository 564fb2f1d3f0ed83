using GevinstMonitor.Commands;
using Microsoft.Data.Sqlite;

namespace GevinstMonitor.Tests.Store;

/// <summary>A store that is damaged, somebody else's, or of another program's version, is refused by every command, and stays as it is.</summary>
public sealed class RefusedStoreTests
{
    private const string AsOf = "2026-07-08";
    private static readonly string[] Remedies = ["restore it", "use the newer program", "name another", "run gevinst migrate"];

    [Theory]
    [InlineData("header", "the file is damaged")]
    [InlineData("middle", "the file is damaged")]
    [InlineData("truncated", "the file is damaged")]
    [InlineData("empty", "the file is empty, and what it held is lost")]
    public async Task File_ThatIsDamaged_IsRefusedByEveryCommandAndStaysAsItIs(string damage, string says)
    {
        using var town = await JudgedAsync(null);
        Do(damage, town);
        var before = await File.ReadAllBytesAsync(town.StoreFile, TestContext.Current.CancellationToken);

        await RefusedAsync(town, $"the store sqlite {town.StoreFile} cannot be used: ", says, damage == "middle");

        SqliteConnection.ClearAllPools();
        Assert.Equal(before, await File.ReadAllBytesAsync(town.StoreFile, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task SqliteStore_WhoseSchemaIsNotThisPrograms_IsRefusedByEveryCommandAndStaysAsItIs(string change, string says)
    {
        using var town = await JudgedAsync(null);
        Change(town, change, "sqlite_schema where type = 'table' and name not like 'sqlite_%'", "name", "");
        SqliteConnection.ClearAllPools();
        var before = await File.ReadAllBytesAsync(town.StoreFile, TestContext.Current.CancellationToken);

        await RefusedAsync(town, $"sqlite {town.StoreFile} ", says, change.StartsWith("insert", StringComparison.Ordinal));

        SqliteConnection.ClearAllPools();
        Assert.Equal(before, await File.ReadAllBytesAsync(town.StoreFile, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task PostgresStore_WhoseSchemaIsNotThisPrograms_IsRefusedByEveryCommandAndStaysAsItIs(string change, string says)
    {
        using var store = new PostgresTestStore();
        using var town = await JudgedAsync(store);
        // PostgreSQL has all in one script.
        if (change.StartsWith("delete", StringComparison.Ordinal))
            change = "delete from schema_migrations";
        Change(town, change, "information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'", "table_name", " cascade");
        var before = store.Facts();

        await RefusedAsync(town, "postgres ", says, change.StartsWith("insert", StringComparison.Ordinal));

        Assert.Equal(before, store.Facts());
    }

    public static TheoryData<string, string> Schemas => new()
    {
        { "insert into schema_migrations (number, name, checksum, applied_at) values (99, 'later', 'x', '2027-01-01 00:00:00Z')", "has schema 0099 later, which is newer than this program; use the newer program" },
        { "update schema_migrations set checksum = 'x'", "was made by another script" },
        // As when somebody ran the scripts by hand and was interrupted.
        { "delete from schema_migrations where number = 8", "" },
        { "drop table escalations", "lacks the table escalations, which this program made; restore it" },
        // As other programs have it.
        { "foreign: create table orders (id integer); create table schema_migrations (version varchar(20)); insert into schema_migrations values ('20260101')", "holds tables that are not this program's, schema_migrations among them; name another" },
        { "foreign: create table orders (id integer)", "holds tables that are not this program's; name another" },
    };

    [Fact]
    public async Task Store_WithAColumnOfAnotherName_IsExit3WithoutAStackTrace()
    {
        using var town = await JudgedAsync(null);
        town.Query<int>("alter table letters rename column subject to emne");

        var said = await Gevinst.RunAsync("letters", "--config", town.Config);

        Assert.Equal(ExitCode.StoreUnusable, said.Exit);
        Assert.StartsWith("gevinst: the store is not as this program left it: ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
    }

    // A town whose owner is told of a deviation.
    private static async Task<Town> JudgedAsync(TestStore? store)
    {
        var town = Given.OneBenefit(store).Write("config/maalinger.csv", Given.Figures(("2026-05", 480), ("2026-06", 480)));
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", AsOf, "--config", town.Config)).Exit);
        SqliteConnection.ClearAllPools();
        return town;
    }

    private static void Do(string damage, Town town)
    {
        using var file = File.Open(town.StoreFile, FileMode.Open, FileAccess.ReadWrite);
        const int page = 4096;
        Action<int, int> over = (from, to) =>
        {
            file.Position = from;
            file.Write([.. Enumerable.Repeat((byte)0xa5, to - from)]);
        };
        switch (damage)
        {
            case "header":
                over(0, page);
                break;
            case "middle":
                over(page, (int)file.Length - page);
                break;
            case "truncated":
                file.SetLength((file.Length / 2) + 100);
                break;
            default:
                file.SetLength(0);
                break;
        }
    }

    private static void Change(Town town, string change, string tables, string name, string cascade)
    {
        if (change.StartsWith("foreign: ", StringComparison.Ordinal))
        {
            foreach (var trigger in cascade.Length > 0 ? [] : town.Query<string>("select name from sqlite_schema where type in ('trigger', 'view') order by type"))
                town.Query<int>($"drop {(trigger == "newest_measurements" ? "view" : "trigger")} {trigger}");
            foreach (var table in town.Query<string>($"select {name} from {tables}"))
                town.Query<int>($"{(cascade.Length > 0 ? "" : "pragma foreign_keys = off; ")}drop table {table}{cascade}");
            if (cascade.Length == 0)
                town.Query<string>("pragma journal_mode = delete");
            change = change["foreign: ".Length..];
        }

        town.Query<int>(change);
    }

    // Commands have two ways to the store, to look and to write; once by all of them will do.
    private static async Task RefusedAsync(Town town, string names, string says, bool byAll)
    {
        string[][] commands = !byAll ? [["once", "--as-of", "2026-07-09"], ["status"]] :
        [
            ["once", "--as-of", "2026-07-09"], ["run", "--listen", Gevinst.FreeAddress()], ["status"], ["explain", "post/porto"], ["preview", "--to", town.PathOf("preview")], ["migrate"],
            ["respond", "D-0123456789", "--acknowledge", "--by", "chef", "--note", "Set"], ["release", "1", "--by", "controller", "--note", "Set"], ["letters"], ["backtest"], ["report", "post", "--to", town.PathOf("r.html")],
        ];
        foreach (var command in commands)
        {
            var said = await Gevinst.RunAsync([.. command, "--config", town.Config]);
            Assert.True(said.Exit == ExitCode.StoreUnusable, $"{command[0]} ended with {said.Exit}: {said.Out}{said.Error}");
            Assert.StartsWith($"gevinst: {names}", said.Error, StringComparison.Ordinal);
            Assert.Contains(says, said.Error, StringComparison.Ordinal);
            Assert.Contains(Remedies, remedy => said.Error.Contains(remedy, StringComparison.Ordinal));
            Assert.Equal(1, said.Error.Count(c => c == '\n'));
        }

        // The configuration is right, whatever became of the store.
        var check = await Gevinst.RunAsync("check", "--config", town.Config);
        Assert.Equal(ExitCode.Done, check.Exit);
        Assert.StartsWith($"gevinst: plans are not held against what was judged by: {names}", check.Error, StringComparison.Ordinal);
        Assert.Single(town.Letters());
    }
}
