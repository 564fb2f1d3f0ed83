namespace GevinstMonitor.Store;

/// <summary>Fills a table with whole rows, inside a transaction; nothing else is asked of the connection until it is complete.</summary>
internal abstract class TableFiller : IAsyncDisposable
{
    /// <param name="row">A value for each column, in order, as <see cref="ColumnTypes.Value"/> gives it.</param>
    public abstract ValueTask AppendAsync(object?[] row, CancellationToken ct);

    /// <summary>Everything that was appended is in the table afterwards, and is kept when the transaction is.</summary>
    public virtual Task CompleteAsync(CancellationToken ct) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
