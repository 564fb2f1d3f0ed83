using System.Data.Common;
using GevinstMonitor.Core.Readings;

// How rows are read and parameters bound is generated when the program is built, and not compiled anew each time that it starts.
[module: Dapper.DapperAot]

namespace GevinstMonitor.Store;

/// <summary>The store's database, whichever kind it is: opens it, and lets one writer in at a time, of however many processes.</summary>
public abstract class Database : IDisposable
{
    private readonly SemaphoreSlim _alone = new(1, 1);

    /// <summary>How long a writer waits for the one before it, whatever process that is in. Longer than this would keep the worker from stopping in time.</summary>
    protected const int SecondsToWait = 8;

    /// <summary>How it is named to people; without its login.</summary>
    public abstract string Description { get; }

    /// <summary>Whether there is a store yet; true where only asking it would tell.</summary>
    public virtual bool Exists => true;

    /// <summary>The folder of its scripts below <c>sql/</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Makes the table that says which scripts were run, where there is none.</summary>
    internal abstract string MakeMigrations { get; }

    /// <summary>The names of the tables there are where this program's are.</summary>
    internal abstract string Tables { get; }

    /// <summary>An expression: what the database's clock says, as moments stand in columns.</summary>
    internal abstract string Now { get; }

    /// <summary>Keeps nothing for later that is cheap to have again; what is in use stays.</summary>
    internal virtual void GiveBack()
    {
    }

    /// <exception cref="StoreUnusableException">It cannot be reached or opened, or is no database.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        try
        {
            return await ConnectAsync(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsUnusable(e))
        {
            throw Unusable(e);
        }
    }

    /// <summary>Does work in one transaction that no other writer comes between, so that it numbers what it appends itself, without gaps, and commits it; rolls it back when the work throws.</summary>
    public Task<T> InTransactionAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct) => AskAsync(async connection =>
    {
        await using var transaction = await BeginAsync(connection, ct);
        var result = await work(connection, transaction);
        ct.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }, ct);

    /// <summary>Asks, without changing anything.</summary>
    /// <exception cref="StoreUnusableException">It cannot be read, now or at all.</exception>
    public async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        try
        {
            return await ask(connection);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw UnusableUnlessStopped(e, ct);
        }
    }

    /// <summary>Asks one state of the store, whatever is written meanwhile.</summary>
    internal Task<T> InSnapshotAsync<T>(Func<DbConnection, DbTransaction, Task<T>> ask, CancellationToken ct) => AskAsync(async connection =>
    {
        await using var transaction = await BeginSnapshotAsync(connection, ct);
        return await ask(connection, transaction);
    }, ct);

    public virtual void Dispose()
    {
        _alone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does work of several transactions that nobody else's of its kind comes between: in this process, and where the store can be shared, in any.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _alone.WaitAsync(ct);
        try
        {
            await using var turn = await TakeTurnAsync(ct);
            return await work();
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw UnusableUnlessStopped(e, ct);
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <summary>Reads indicators' histories, whole.</summary>
    /// <param name="stamps">The readings that count; figures of others are passed over.</param>
    /// <param name="take">
    /// Takes one indicator's measurements, by unit, period and age, which stand only until it returns; figures of another kind than the indicator is measured by now
    /// are not among them. Called once for each, in any order, and for several at the same time.
    /// </param>
    internal abstract Task ReadAsync(
        IReadOnlyList<(string Indicator, PeriodKind Kind)> indicators, IReadOnlyDictionary<long, ReadingStamp> stamps, IReadOnlyDictionary<long, Decision> decisions,
        Action<string, IReadOnlyList<Measurement>> take, CancellationToken ct);

    /// <summary>Appends readings inside a transaction that no other writer comes between.</summary>
    internal abstract MeasurementWriter Writer(DbConnection connection, DbTransaction transaction, Moment asOf, DateTimeOffset now);

    /// <summary>Fills a table with rows inside a transaction, as soon as this kind of store can.</summary>
    internal abstract TableFiller Filler(DbConnection connection, DbTransaction transaction, StoredTable table);

    /// <summary>How many decimals this kind of store holds of a column's numbers; null for all there are.</summary>
    internal virtual int? DecimalsOf(StoredTable table, StoredColumn column) => null;

    /// <summary>Does work inside a transaction by which readings and measurements may be deleted, which the store refuses before and after.</summary>
    internal abstract Task LetGoAsync(DbConnection connection, DbTransaction transaction, Func<Task> work);

    /// <summary>An open connection.</summary>
    protected abstract Task<DbConnection> ConnectAsync(CancellationToken ct);

    /// <summary>A transaction that is the only one that writes.</summary>
    protected abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct);

    /// <summary>A transaction whose queries all see the same.</summary>
    protected abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken ct);

    /// <summary>Waits until no other process has the turn, and has it until what is returned is disposed of; a process that dies loses it with its connection.</summary>
    private protected virtual Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken ct) => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>Whether it is not ours to mend: the disk, the network, a right, or another program that does not let go of it.</summary>
    protected internal abstract bool IsUnusable(Exception e);

    /// <summary>What is to be done about it, as the end of a sentence; nothing where it speaks for itself or may pass.</summary>
    protected virtual string Remedy(Exception e) => "";

    // A driver may have its own words for that it was told to stop.
    private StoreUnusableException UnusableUnlessStopped(Exception e, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Unusable(e);
    }

    private StoreUnusableException Unusable(Exception e) => new($"the store {Description} cannot be used: {e.Message}{Remedy(e)}", e);
}
