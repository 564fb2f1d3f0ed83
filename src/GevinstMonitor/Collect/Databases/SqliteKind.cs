using System.Collections.Concurrent;
using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GevinstMonitor.Collect.Databases;

[Description("A SQLite database file, opened for reading only.")]
public sealed record SqliteSettings : SqlSettings
{
    [Description("Relative to the configuration folder, inside allowedFolders.")]
    public required string File { get; init; }

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (folders.Resolve(File) is null)
            fault("file", folders.Outside(File));
    }

    protected override QueryFault? FaultOf(string query) => OnlySelect.FaultOf(query, SqlDialect.Sqlite);
}

/// <summary>SQLite; <c>@from</c> and <c>@to</c> are texts like 2026-06-01, as SQLite keeps dates.</summary>
public sealed class SqliteKind : SqlKind<SqliteSettings>
{
    // The file of each source that is being asked, and so the pool of its connections.
    private readonly ConcurrentDictionary<SourceSettings, string> _asked = new(ReferenceEqualityComparer.Instance);

    // A connection that is kept would go on reading a file that was replaced since.
    public override void Leave(SourceSettings source)
    {
        if (!_asked.TryRemove(source, out var file))
            return;
        using var connection = new SqliteConnection(file);
        SqliteConnection.ClearPool(connection);
    }

    protected override object Parameter(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected override async Task<DbConnection> OpenAsync(SqliteSettings source, CancellationToken ct)
    {
        var connection = new SqliteConnection(_asked.GetOrAdd(source, s =>
            new SqliteConnectionStringBuilder { DataSource = SourceFiles.Newest(source.File, source.Folders), Mode = SqliteOpenMode.ReadOnly }.ToString()));
        await connection.OpenAsync(ct);
        // A query reads this file alone: attaching reads others, and vacuuming into one writes it.
        raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        return connection;
    }

    // For SQLite it is how long it waits for another program's lock: a part of the whole, so that it is asked again.
    protected override int SecondsOf(TimeSpan timeout) => Math.Max(1, (int)timeout.TotalSeconds / 4);

    // SQLite does its work on the caller's thread and does not look at the token meanwhile.
    protected override void Stop(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is { IsInvalid: false } handle)
            raw.sqlite3_interrupt(handle);
    }

    public override SourceException? Understand(Exception exception) => exception is not SqliteException e ? null : e.SqliteErrorCode switch
    {
        raw.SQLITE_INTERRUPT => new(CollectFault.TimedOut, "the query was stopped", inner: e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(CollectFault.Unreachable, "the database is locked by another program", transient: true, e),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new(CollectFault.FileMissing, e.Message, inner: e),
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => new(CollectFault.Malformed, "the file is not a SQLite database, or damaged", inner: e),
        raw.SQLITE_READONLY => new(CollectFault.QueryRefused, "the query would write; sources are only read", inner: e),
        _ => new(CollectFault.QueryRefused, e.Message, inner: e),
    };
}
