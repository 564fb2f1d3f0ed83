using GevinstMonitor.Collect.Databases;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>One SELECT passes; what would write, or might, does not, however it is wrapped.</summary>
public sealed class OnlySelectTests
{
    public static TheoryData<SqlDialect> Dialects => [.. Enum.GetValues<SqlDialect>()];

    [Theory]
    [InlineData("select 1")]
    [InlineData("SELECT a FROM t;")]
    [InlineData("select a from t ; ; -- done")]
    [InlineData("-- figures\n/* of\nletters */ select a from t")]
    [InlineData("(select a from t) union all (select b from u)")]
    [InlineData("with recent as (select * from t) select * from recent")]
    [InlineData("values (1), (2)")]
    [InlineData("select last_update, updated, insert_count, settings, copyright, calls from t")]
    [InlineData("select t.update, t . delete from t")]
    [InlineData("select \"update\", \"drop table x; --\" from t")]
    [InlineData("select 'delete from t', 'it''s; insert into x' from t")]
    [InlineData("select replace(name, 'a', 'b'), Replace (name, 'a', 'b') from t")]
    [InlineData("select count(*) as share from t where a >= @from and a < @to and b = @update")]
    [InlineData("select 'år', ærø, \"Ønske\" from øer where navn like '%æ%'")]
    [InlineData("select a -- insert into x\nfrom t /* update t set */ where b = 1")]
    [InlineData("select 1.5, .5, 1., 1e5, 1.5e-3 from t")]
    public void Query_ThatReads_Passes(string query) => Assert.All(Enum.GetValues<SqlDialect>(), dialect => Assert.Null(OnlySelect.FaultOf(query, dialect)));

    [Theory]
    [InlineData(SqlDialect.Postgres, "select $$insert into x$$, $tag$ delete $$ from t $tag$ from t")]
    [InlineData(SqlDialect.Postgres, @"select E'it\'s; drop table x', e'\\' from t")]
    [InlineData(SqlDialect.Postgres, @"select 'C:\' as folder from t")]
    [InlineData(SqlDialect.Postgres, "select a$insert$ from t")]
    [InlineData(SqlDialect.Postgres, "select a # 3, b[1], c::text from t")]
    [InlineData(SqlDialect.MySql, "select `update`, `a``; drop` from t # insert into x")]
    [InlineData(SqlDialect.MySql, @"select 'it\'s; drop table x', ""a\""; delete"" from t")]
    [InlineData(SqlDialect.MySql, "select 5--3, insert(name, 1, 2, 'x'), truncate(a, 2) from t")]
    [InlineData(SqlDialect.MySql, "select /*+ max_execution_time(1000) */ a from t")]
    [InlineData(SqlDialect.Sqlite, "select [update], `delete`, [a;b] from t")]
    [InlineData(SqlDialect.Sqlite, @"select 'C:\' from t")]
    public void Query_ThatReadsInItsOwnWay_Passes(SqlDialect dialect, string query) => Assert.Null(OnlySelect.FaultOf(query, dialect));

    [Theory]
    [InlineData("delete from t", 1, "a source is only read: the query must be one SELECT, and here begins 'delete'")]
    [InlineData("\n\n  explain analyze select 1", 3, "a source is only read: the query must be one SELECT, and here begins 'explain'")]
    [InlineData("'x'", 1, "a source is only read: the query must be one SELECT, and here begins ''x''")]
    [InlineData("((delete from t))", 1, "a source is only read: the query must be one SELECT, and here begins 'delete'")]
    [InlineData("-- nothing\n/* at all */ ;", 1, "the query is empty")]
    [InlineData("select 1;\ndelete from t", 2, "a second statement begins here with 'delete'; a query is one SELECT")]
    [InlineData("select 1;\n\nselect 2", 3, "a second statement begins here with 'select'; a query is one SELECT")]
    [InlineData("select *\ninto copy_of_t\nfrom t", 2, "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData("with x as (\n  insert into t values (1) returning n)\nselect n from x", 2, "a source is only read: 'insert' may change it; put quotation marks around it if it is a name")]
    [InlineData("with x as (select 1)\nupdate t set n = 1", 2, "a source is only read: 'update' may change it; put quotation marks around it if it is a name")]
    [InlineData("with x as (select 1)\nreplace into t values (1)", 2, "a source is only read: 'replace' may change it; put quotation marks around it if it is a name")]
    [InlineData("select * from t\nfor update", 2, "a source is only read: 'update' may change it; put quotation marks around it if it is a name")]
    [InlineData("select * from t\nfor share", 2, "a source is only read: 'for share' locks its rows")]
    [InlineData("select * from t for key share", 1, "a source is only read: 'for key' locks its rows")]
    [InlineData("select * from t\nlock in share mode", 2, "a source is only read: 'lock' may change it; put quotation marks around it if it is a name")]
    [InlineData("select 1into outfile '/tmp/x'", 1, "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData("select 1.into x", 1, "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData("select 1e5into x", 1, "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData("select set_config('a', 'b', false)", 1, "a source is only read: 'set_config' does more than read it")]
    [InlineData("select 'a\nb',\n'c", 3, "what begins here with ' is not closed")]
    [InlineData("select 1\n/* never", 2, "what begins here with /* is not closed")]
    [InlineData("select /* a /* b */\ninsert */ 1", 1, "a comment in a comment ends at different places for different databases; take one of them out")]
    public void Query_ThatMayWrite_IsRefusedWithItsLine(string query, int line, string message) =>
        Assert.All(Enum.GetValues<SqlDialect>(), dialect => Assert.Equal(new QueryFault(message, line), OnlySelect.FaultOf(query, dialect)));

    [Theory]
    [InlineData(SqlDialect.MySql, "select 1\n/*! into outfile '/tmp/x' */ from t", "MySQL runs what stands in a comment that begins with /*!; take it out")]
    [InlineData(SqlDialect.MySql, "select 1\n/*M!100100 into @x */", "MySQL runs what stands in a comment that begins with /*!; take it out")]
    [InlineData(SqlDialect.MySql, "select 1 --\u00a0into x", "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.MySql, "select 1 --\u007f ' \n into x -- '", "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.MySql, "select 1\n--insert", "a source is only read: 'insert' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.MySql, "select 1\nfrom t where a = `b", "what begins here with ` is not closed")]
    [InlineData(SqlDialect.Sqlite, "select 1,\n[a", "what begins here with [ is not closed")]
    [InlineData(SqlDialect.Sqlite, "select 1\n# insert", "a source is only read: 'insert' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.Sqlite, "select '\\'\n; delete from t; --'", "a second statement begins here with 'delete'; a query is one SELECT")]
    [InlineData(SqlDialect.Postgres, "select '\\'\n; delete from t; --'", "a second statement begins here with 'delete'; a query is one SELECT")]
    [InlineData(SqlDialect.Postgres, "select $a$ $b$\ninsert", "what begins here with $a$ is not closed")]
    [InlineData(SqlDialect.Postgres, "select $a$ x $a$\n; drop table x", "a second statement begins here with 'drop'; a query is one SELECT")]
    [InlineData(SqlDialect.Postgres, "select 1 -- \rinto x", "a source is only read: 'into' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.Postgres, "select @e'\\'--e'insert", "a source is only read: 'insert' may change it; put quotation marks around it if it is a name")]
    [InlineData(SqlDialect.Postgres, "select E'a'\n'b\\' , ' insert into t '", "a string that goes on after E'' can be read in two ways; write it as one")]
    public void Query_ThatMayWriteInItsOwnWay_IsRefused(SqlDialect dialect, string query, string message) =>
        Assert.Equal(message, OnlySelect.FaultOf(query, dialect)?.Message);

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Query_OfAMegabyte_IsJudged(SqlDialect dialect)
    {
        Assert.Null(OnlySelect.FaultOf("select " + string.Join(", ", Enumerable.Repeat("'a''b'", 150_000)), dialect));
        Assert.NotNull(OnlySelect.FaultOf("select '" + new string('x', 500_000) + string.Concat(Enumerable.Repeat("''", 250_000)), dialect));
    }
}
