using GevinstMonitor.Collect.Databases;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>SQL Server's queries are parsed: one SELECT passes, with all its language.</summary>
public sealed class TransactSqlTests
{
    [Theory]
    [InlineData("select 1 as period")]
    [InlineData("; select a from t;")]
    [InlineData("with x as (select 1 as a) select a from x option (maxdop 1)")]
    [InlineData("select top (5) [update], \"delete\", 'insert into x; --' from dbo.t with (nolock) where a >= @from and a < @to -- drop")]
    [InlineData("select * from dbo.figures(@from) f cross apply openjson(f.doc) with (n int) order by n offset 0 rows fetch next 10 rows only")]
    [InlineData("select format(d, 'yyyy-MM') as period, sum(n) over (partition by u) as value from t for system_time as of '2026-01-01'")]
    public void Query_ThatReads_Passes(string query) => Assert.Null(TransactSql.FaultOf(query));

    [Theory]
    [InlineData("select a\nfrom", 2, "not T-SQL: Unexpected end of file occurred")]
    [InlineData("select a from t\nlimit 5", 2, "not T-SQL: Incorrect syntax near 'limit'")]
    [InlineData("select a\nfrom t where b = 'x", 2, "not T-SQL: Expected but did not find a closing quotation mark after the character string 'x")]
    [InlineData("-- nothing", 1, "the query is empty")]
    [InlineData("\ndelete from t", 2, "a source is only read: the query must be one SELECT, and here begins 'delete'")]
    [InlineData("selct a", 1, "a source is only read: the query must be one SELECT, and here begins 'selct'")]
    [InlineData("exec dbo.figures", 1, "a source is only read: the query must be one SELECT, and here begins 'exec'")]
    [InlineData("with x as (select 1 as a)\ndelete from x", 1, "a source is only read: the query must be one SELECT, and here begins 'with'")]
    [InlineData("select 1;\n\ndrop table t", 3, "a source is only read: the query must be one SELECT, and here begins 'drop'")]
    [InlineData("select 1\nGO\nselect 2", 3, "a second statement begins here with 'select'; a query is one SELECT")]
    [InlineData("select a\ninto b\nfrom t", 2, "a source is only read: 'INTO' makes a table")]
    [InlineData("select *\nfrom openquery(other, 'delete from t')", 2, "a source is only read: OPENQUERY sends text of its own to another server")]
    [InlineData("select * from openrowset(bulk 'c:\\x', single_clob) x", 1, "a source is only read: OPENROWSET reaches other servers and files")]
    [InlineData("select * from openrowset('a', 'b', 'exec x') x", 1, "a source is only read: OPENROWSET reaches other servers and files")]
    [InlineData("select * from opendatasource('x', 'y').a.b.c", 1, "a source is only read: OPENDATASOURCE reaches other servers")]
    [InlineData("select 1,\nnext value for dbo.numbers", 2, "a source is only read: NEXT VALUE FOR takes a number from a sequence")]
    [InlineData("select * from (select * from t\nwith (updlock)) x", 2, "a source is only read: its lock keeps others from writing")]
    public void Query_ThatMayWriteOrIsNone_IsRefusedWithItsLine(string query, int line, string message) =>
        Assert.Equal(new QueryFault(message, line), TransactSql.FaultOf(query));
}
