using System.Data.Common;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Store;

/// <summary>What a column holds, whichever kind of store it stands in.</summary>
internal enum ColumnKind
{
    Integer,
    Text,
    Moment,
    Day,
    Number,
}

/// <summary>A column of a table.</summary>
/// <param name="Type">As the script declares it.</param>
/// <param name="RefersTo">The table that it refers to by itself; null for none.</param>
internal sealed record StoredColumn(string Name, string Type, string? RefersTo)
{
    public ColumnKind Kind { get; } = Type.Split('(')[0] switch
    {
        "bigint" or "integer" or "int" or "smallint" => ColumnKind.Integer,
        "text" or "nvarchar" => ColumnKind.Text,
        "timestamptz" or "datetimeoffset" => ColumnKind.Moment,
        "date" => ColumnKind.Day,
        "numeric" or "decimal" => ColumnKind.Number,
        _ => throw new NotSupportedException($"{Name} {Type}"),
    };
}

/// <summary>
/// A table as the scripts that ship make it, read out of them: so there is no second list of tables and columns to be forgotten. PostgreSQL's say what each column holds, for it
/// has a type of its own for each: in SQLite all but integers are texts, and in SQL Server some numbers. What a script does not make by <c>create table</c> is not the store's to move: views, Quartz's
/// tables, which it fills anew from the configuration, and schema_migrations, which tells of the store it stands in.
/// </summary>
/// <param name="Key">The columns of its primary key.</param>
internal sealed partial record StoredTable(string Name, IReadOnlyList<StoredColumn> Columns, IReadOnlyList<string> Key, IReadOnlySet<string> RefersTo)
{
    private static readonly Lazy<IReadOnlyList<StoredTable>> Shipped = new(() => Of("postgres"));

    /// <summary>Every table, one that refers to others after them.</summary>
    public static IReadOnlyList<StoredTable> All => Shipped.Value;

    /// <summary>The tables that the scripts for servers of a kind make.</summary>
    public static IReadOnlyList<StoredTable> Of(string kind) => Read(Migrator.Shipped(kind).Select(m => m.Sql));

    public static IReadOnlyList<StoredTable> Read(IEnumerable<string> scripts)
    {
        var tables = new Dictionary<string, StoredTable>(StringComparer.Ordinal);
        foreach (Match statement in scripts.SelectMany(script => Statement().Matches(Comment().Replace(script, ""))))
        {
            var name = statement.Groups["table"].Value;
            var table = tables.GetValueOrDefault(name) ?? new StoredTable(name, [], [], new HashSet<string>());
            foreach (Match line in Line().Matches(statement.Groups["lines"].Value))
            {
                var (column, rest) = (line.Groups["column"].Value, line.Groups["rest"].Value);
                var refersTo = References().Match(rest) is { Success: true } other ? other.Groups[1].Value : null;
                table = table with
                {
                    Columns = column.Length > 0 ? [.. table.Columns, new StoredColumn(column, line.Groups["type"].Value, refersTo)] : table.Columns,
                    Key = !rest.Contains("primary key", StringComparison.Ordinal) ? table.Key : column.Length > 0 ? [column] : [.. Names().Matches(rest.Split('(')[1]).Select(m => m.Value)],
                    RefersTo = refersTo is null ? table.RefersTo : table.RefersTo.Append(refersTo).ToHashSet(StringComparer.Ordinal),
                };
            }

            tables[name] = table;
        }

        return [.. InOrder([.. tables.Values])];
    }

    /// <summary>All columns of its rows, in order.</summary>
    public string Select => $"select {ColumnNames} from {Name}";

    public string ColumnNames => string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>
    /// The order that does not depend on the kind of store: texts are compared letter by letter in all of them. (SQL Server compares the halves of characters beyond the first 65,536: ids have none.)
    /// </summary>
    public string Order => " order by " + string.Join(", ", Key);

    /// <summary>All its rows.</summary>
    public DbCommand Rows(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        // However long it takes.
        (command.CommandText, command.Transaction, command.CommandTimeout) = (Select + Order, transaction, 0);
        return command;
    }

    private static IEnumerable<StoredTable> InOrder(List<StoredTable> left)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var next = left.Find(t => t.RefersTo.All(other => other == t.Name || done.Contains(other))) ?? throw new NotSupportedException($"{string.Join(", ", left.Select(t => t.Name))} refer to each other");
            left.Remove(next);
            done.Add(next.Name);
            yield return next;
        }
    }

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // Each column stands on a line of its own.
    [GeneratedRegex(@"^create table (?<table>\w+) \(\n(?<lines>.*?)^\);|^alter table (?<table>\w+) add (?:column )?(?<lines>[^;]*);", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^ *(?:(?<rest>(?:primary|foreign) key .*)|(?<column>\w+) +(?<type>\w+(?:\([\w, ]+\))?)(?<rest>.*))$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\breferences (\w+)")]
    private static partial Regex References();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Names();
}
