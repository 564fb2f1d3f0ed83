using System.ComponentModel;
using System.Data.Common;
using System.Runtime.CompilerServices;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Databases;

/// <summary>What every database server has in common.</summary>
public abstract record ServerSettings : SqlSettings
{
    [Description("The connection string, by reference: { env: NAME } or { file: path }. Give it a user that can only read. Unless it says otherwise, the connection is encrypted and the server's certificate verified; less is accepted to this machine only.")]
    public required Secret ConnectionString { get; init; }

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (!ConnectionString.NamesOne)
            fault("connectionString", $"'connectionString' {Secret.MustNameOne}");
    }
}

/// <summary>What a driver's error means.</summary>
public enum Meaning
{
    /// <summary>No encrypted connection to a server that is who it says.</summary>
    TlsRefused,

    /// <summary>A user, a password or a right.</summary>
    LoginRefused,

    /// <summary>Not reached, broken off, or too busy just now: trying again soon may help.</summary>
    Passing,

    /// <summary>Not reached, and trying again soon will not help.</summary>
    Unreachable,

    /// <summary>The text quotes values of rows, which may be personal data.</summary>
    QuotesValues,

    /// <summary>The server's word on the query.</summary>
    QueryRefused,
}

/// <summary>A database server: connects with a secret, tells drivers' errors apart by their numbers.</summary>
public abstract class ServerKind<TSettings> : SqlKind<TSettings> where TSettings : ServerSettings
{
    // To read and settle a connection string takes longer than a small query; a secret that was changed is settled anew.
    private readonly ConditionalWeakTable<TSettings, Tuple<string, string>> _settled = [];

    protected sealed override async Task<DbConnection> OpenAsync(TSettings source, CancellationToken ct)
    {
        var connection = ConnectionTo(source);
        try
        {
            await LogInAsync(source, connection, ct);
            await connection.OpenAsync(ct);
            await MakeReadOnlyAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string as it is used: encrypted unless the server is this machine, and read-only where the server has it.</summary>
    /// <exception cref="WeakConnectionException">It states less encryption than a server elsewhere needs.</exception>
    /// <exception cref="LoginException">It contradicts the settings.</exception>
    internal abstract DbConnectionStringBuilder Settle(TSettings source, string connectionString);

    protected abstract DbConnection Connect(string settled);

    /// <summary>Gives a connection what it logs in with, where that does not stand in the connection string.</summary>
    protected virtual Task LogInAsync(TSettings source, DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Makes a session read-only that the connection string could not.</summary>
    protected virtual Task MakeReadOnlyAsync(DbConnection connection, CancellationToken ct) => Task.CompletedTask;

    protected abstract Meaning MeaningOf(DbException e);

    public sealed override SourceException? Understand(Exception exception) => exception switch
    {
        LoginException { MayPass: true } e => new(CollectFault.Unreachable, e.Message, transient: true, e),
        LoginException e => new(CollectFault.LoginRefused, e.Message, inner: e),
        DbException e => Understand(e),
        _ => null,
    };

    private SourceException Understand(DbException e) => MeaningOf(e) switch
    {
        Meaning.TlsRefused => new(CollectFault.TlsRefused, $"no verified, encrypted connection: {(e.InnerException ?? e).Message}", inner: e),
        Meaning.LoginRefused => new(CollectFault.LoginRefused, e.Message, inner: e),
        Meaning.Passing => new(CollectFault.Unreachable, e.Message, transient: true, e),
        Meaning.Unreachable => new(CollectFault.Unreachable, e.Message, inner: e),
        Meaning.QuotesValues => new(CollectFault.QueryRefused, $"the server could not convert or compute a value in the query (error {e.SqlState ?? $"{e.ErrorCode}"})", inner: e),
        _ => new(CollectFault.QueryRefused, e.Message, inner: e),
    };

    private DbConnection ConnectionTo(TSettings source)
    {
        try
        {
            var text = source.ConnectionString.Reveal(source.Folders.Root);
            if (!_settled.TryGetValue(source, out var settled) || settled.Item1 != text)
                _settled.AddOrUpdate(source, settled = Tuple.Create(text, Settle(source, text).ConnectionString));
            return Connect(settled.Item2);
        }
        catch (WeakConnectionException e)
        {
            throw new SourceException(CollectFault.TlsRefused, e.Message, inner: e);
        }
        catch (SecretMissingException e)
        {
            throw new SourceException(CollectFault.LoginRefused, e.Message, inner: e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            // The driver's own text may quote the string, password and all.
            throw new SourceException(CollectFault.LoginRefused, "the connection string is not one that this kind of database knows");
        }
    }
}
