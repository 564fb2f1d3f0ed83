using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace GevinstMonitor.Store;

/// <summary>The store's queries are written once, in what its databases have in common. The three things that each has its own words for are written as SQLite has them, and turned here.</summary>
internal static partial class Dialect
{
    private static readonly ConcurrentDictionary<string, string> Postgres = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> SqlServer = new(StringComparer.Ordinal);

    /// <summary>A query that limits its rows, takes a list, or asks itself, in a connection's own words.</summary>
    public static string Sql(this DbConnection connection, string sql) => connection is SqliteConnection ? sql : Turned(connection, sql);

    // What is among a list is looked up by it, however many rows there are: of a list's length the planner knows nothing, and would rather read all of a table that is not small.
    public static string ForPostgres(string sql) => Postgres.GetOrAdd(sql, static s => List().Replace(
        Among().Replace(s, "= any (array(select json_array_elements_text(cast($1 as json))))"), "json_array_elements_text(cast($1 as json)) $2"));

    public static string ForSqlServer(string sql) => SqlServer.GetOrAdd(sql, static s => Recursive().Replace(Limit().Replace(
        List().Replace(s, "(select cast(value as nvarchar(450)) collate Latin1_General_100_BIN2 as value from openjson($1)) $2"), "offset 0 rows fetch next $1 rows only"), "with "));

    // By itself, so that nobody loads the drivers of servers for a file.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Turned(DbConnection connection, string sql) => connection is NpgsqlConnection ? ForPostgres(sql) : ForSqlServer(sql);

    [GeneratedRegex(@"\bjson_each\((@\w+)\) (\w+)")]
    private static partial Regex List();

    [GeneratedRegex(@"\bin \(select value from json_each\((@\w+)\) \w+\)")]
    private static partial Regex Among();

    [GeneratedRegex(@"\blimit (@?\w+)")]
    private static partial Regex Limit();

    [GeneratedRegex(@"\bwith recursive ")]
    private static partial Regex Recursive();
}
