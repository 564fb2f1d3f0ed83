using System.Text.RegularExpressions;
using GevinstMonitor.Connect;
using GevinstMonitor.Store;

namespace GevinstMonitor.Tests.Store;

/// <summary>Every query that the store sends is one that SQL Server understands: they are collected from a store that works, turned, and looked up in the model of the schema.</summary>
public sealed partial class SqlServerQueryTests
{
    // Files whose texts are never sent to SQL Server, each being another database's own; and one that asks tables which Quartz makes, so that they are not in the model.
    private static readonly string[] OfOthers = ["PostgresDatabase.cs", "PostgresWriter.cs", "SqliteDatabase.cs", "SqliteHistories.cs", "SqliteWriter.cs", "Workers.cs"];

    [Fact]
    public async Task Queries_ThatTheStoreSends_AreUnderstoodAndNoneIsForgotten()
    {
        var store = new RecordedStore();
        using var town = FullTown.In(store);
        await FullTown.LiveAsync(town);

        // And moves.
        var move = new RecordedStore();
        using var other = FullTown.In(move);
        await FullTown.MoveAsync(town, other);

        using var model = SqlServerModel.OfShipped();
        var itsTables = new SqliteDatabase(town.StoreFile).Tables;
        var asked = store.Asked.Concat(move.Asked).DistinctBy(q => q.Key).Where(q => Query().IsMatch(q.Key) && q.Key != itsTables && !q.Key.Contains("sqlite_schema", StringComparison.Ordinal)).ToList();
        foreach (var (sql, parameters) in asked)
            model.Ask(Dialect.ForSqlServer(sql), parameters);
        var own = new SqlServerDatabase(new SqlServerLogin(new()));
        model.Ask(Dialect.ForSqlServer(ServerHistories.Query), [new("ids", "nvarchar(max)")]);
        var marked = $"insert into schema_migrations (number, name, checksum, applied_at) values (9, 'store', 'c0ffee', {own.Now});";
        model.Ask(marked, []);
        // The server's own tables are not in the model.
        SqlServerModel.Parsed(own.Tables);
        var faults = string.Join('\n', model.Faults());
        Assert.True(faults.Length == 0, faults);

        // What is written in the store's files, and what was sent.
        var sent = asked.Select(q => Squeezed(q.Key)).Append(Squeezed(ServerHistories.Query)).Append(Squeezed(own.Tables)).Append(marked).ToList();
        var written = Written().ToList();
        Assert.True(written.Count > 60, $"{written.Count}");
        Assert.Equal("", string.Join('\n', written.Where(text => !sent.Exists(text.IsMatch))));
    }

    // What the model does not check, a server does that is as strict about types and groups: all of it, for real.
    [Theory]
    [InlineData("postgres")]
    [InlineData("sqlserver")]
    public async Task Everything_OnARealServer_IsDone(string kind)
    {
        using TestStore store = kind == "postgres" ? new PostgresTestStore() : new SqlServerTestStore();
        using var town = FullTown.In(store);
        await FullTown.LiveAsync(town);
        Assert.Equal(["Amber", "Red"], town.Query<string>("select distinct level from deviation_changes order by level"));
    }

    [Theory]
    [InlineData("select measurement_id from measurement", "measurement")]
    [InlineData("select measurement_no from measurements", "measurement_no")]
    [InlineData("update letters set stat = 'Sent' where letter_id = @id", "stat")]
    [InlineData("insert into escalations (deviation, step, at, letter_id) values (@id, @id, @id, @id)", "deviation")]
    public void Query_WithANameThatIsNowhere_IsFaulted(string sql, string name)
    {
        using var model = SqlServerModel.OfShipped();
        model.Ask("select letter_id from letters where letter_id = @id", [new("id", "nvarchar(100)")]);
        Assert.Empty(model.Faults());
        model.Ask(sql, [new("id", "nvarchar(100)")]);
        Assert.Contains(model.Faults(), fault => fault.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("select letter_id from letters order by written_at limit 1")]
    [InlineData("select plan_id Plan from deviations")]
    [InlineData("select exists (select 1 from letters)")]
    [InlineData("select indicator_id, query_hash, max(as_of) from readings group by indicator_id")]
    [InlineData("select plan_id, count(*) from deviations")]
    [InlineData("select letter_id from letters where letter_id = @id")]
    public void Query_ThatSqlServerWouldNotTake_IsFaulted(string sql)
    {
        using var model = SqlServerModel.OfShipped();
        Assert.Throws<FormatException>(() => model.Ask(sql, []));
    }

    // The queries in the store's files, or the parts they are made of: what stands in a hole may be anything.
    private static IEnumerable<Regex> Written() => Directory.EnumerateFiles(Path.Combine(SharedData.Root, "src", "GevinstMonitor", "Store"), "*.cs")
        .Where(file => !OfOthers.Contains(Path.GetFileName(file)))
        .SelectMany(file => Literal().Matches(File.ReadAllText(file)))
        .Where(literal => literal.Groups["text"].Success)
        .Select(literal => (IsHoled: literal.Groups["holed"].Success, Text: Squeezed(literal.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal))))
        .Where(literal => Query().IsMatch(literal.Text))
        .Select(literal => new Regex(literal.IsHoled ? string.Join(".*", Hole().Split(literal.Text).Select(Regex.Escape)) : Regex.Escape(literal.Text), RegexOptions.CultureInvariant));

    private static string Squeezed(string sql) => White().Replace(sql, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with|from|join|where|order|group|union)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Query();

    // Comments and characters are read over; texts are raw, or of one line.
    [GeneratedRegex("//[^\\n]*|'(?:\\\\.|[^'\\\\])'|(?<holed>\\$)?(?:\"\"\"(?<text>.*?)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\\\n])*)\")", RegexOptions.Singleline)]
    private static partial Regex Literal();
}
