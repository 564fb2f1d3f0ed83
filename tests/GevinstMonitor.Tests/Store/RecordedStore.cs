using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using GevinstMonitor.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>A file that keeps a note of every command it was asked, with the names of its parameters.</summary>
public sealed class RecordedStore : SqliteTestStore
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<SqlParameterSeen>> _asked = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IReadOnlyList<SqlParameterSeen>> Asked => _asked;

    public override void SettleIn(IServiceCollection services) => services.AddSingleton<Database>(new Recorded(File, _asked));

    private sealed class Recorded(string file, ConcurrentDictionary<string, IReadOnlyList<SqlParameterSeen>> asked) : SqliteDatabase(file)
    {
        internal override SqliteConnection Connection(string connectionString) => new RecordedConnection(connectionString, asked);
    }

    private sealed class RecordedConnection(string connectionString, ConcurrentDictionary<string, IReadOnlyList<SqlParameterSeen>> asked) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new RecordedCommand(asked) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };
    }

    // Whatever is asked ends in a reader.
    private sealed class RecordedCommand(ConcurrentDictionary<string, IReadOnlyList<SqlParameterSeen>> asked) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            asked.TryAdd(CommandText, [.. Parameters.Cast<DbParameter>().Select(p => new SqlParameterSeen(p.ParameterName.TrimStart('@'), SqlParameterSeen.TypeOf(p)))]);
            return base.ExecuteReader(behavior);
        }
    }
}

/// <summary>A parameter of a command.</summary>
/// <param name="Type">What it is in SQL Server.</param>
public sealed record SqlParameterSeen(string Name, string Type)
{
    // SQLite has moments and numbers as texts: what they stand for is seen by their form.
    public static string TypeOf(DbParameter parameter) => parameter.Value switch
    {
        long or int or short or bool => "bigint",
        string { Length: 24 } moment when moment.EndsWith('Z') && DateTimeOffset.TryParse(moment, out _) => "datetimeoffset(7)",
        string { Length: 10 } day when DateOnly.TryParseExact(day, "yyyy-MM-dd", out _) => "date",
        string number when number.Contains('.', StringComparison.Ordinal) && decimal.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out _) => "decimal(38, 18)",
        _ => "nvarchar(max)",
    };
}
