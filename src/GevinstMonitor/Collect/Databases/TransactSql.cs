using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace GevinstMonitor.Collect.Databases;

/// <summary>A test that a query is one SELECT and changes nothing, with Microsoft's own parser of T-SQL.</summary>
internal static class TransactSql
{
    public static QueryFault? FaultOf(string query)
    {
        var parsed = new TSql180Parser(initialQuotedIdentifiers: true).Parse(new StringReader(query), out var errors);
        if (errors.FirstOrDefault() is { } error)
            return new($"not T-SQL: {error.Message.TrimEnd('.')}", error.Line);
        var statements = ((TSqlScript)parsed).Batches.SelectMany(b => b.Statements).ToList();
        if (statements.Find(s => s is not SelectStatement) is { } other)
            return new($"a source is only read: the query must be one SELECT, and here begins '{FirstWord(other)}'", other.StartLine);
        if (statements.Count != 1)
            return statements is [_, var second, ..] ? new($"a second statement begins here with '{FirstWord(second)}'; a query is one SELECT", second.StartLine) : new("the query is empty", 1);
        if (((SelectStatement)statements[0]).Into is { } into)
            return new("a source is only read: 'INTO' makes a table", into.StartLine);
        var more = new More();
        parsed.Accept(more);
        return more.Fault;
    }

    private static string FirstWord(TSqlFragment statement) => statement.ScriptTokenStream[statement.FirstTokenIndex].Text;

    /// <summary>Finds what a SELECT can hold that does more than read this database.</summary>
    private sealed class More : TSqlFragmentVisitor
    {
        public QueryFault? Fault { get; private set; }

        public override void Visit(TSqlFragment node) => Fault ??= Says(node) is { } says ? new($"a source is only read: {says}", node.StartLine) : null;

        private static string? Says(TSqlFragment node) => node switch
        {
            OpenQueryTableReference => "OPENQUERY sends text of its own to another server",
            OpenRowsetTableReference or BulkOpenRowset or OpenRowsetCosmos => "OPENROWSET reaches other servers and files",
            AdHocTableReference => "OPENDATASOURCE reaches other servers",
            NextValueForExpression => "NEXT VALUE FOR takes a number from a sequence",
            DataModificationTableReference => "a statement in FROM changes rows",
            TableHint { HintKind: TableHintKind.UpdLock or TableHintKind.XLock or TableHintKind.TabLockX } => "its lock keeps others from writing",
            _ => null,
        };
    }
}
