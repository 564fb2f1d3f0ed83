using System.Text.RegularExpressions;
using GevinstMonitor.Collect.Databases;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>
/// Queries made from seeds, of pieces that begin and end strings, names and comments: each is judged, and none passes in which a database would read a word that
/// writes.
/// </summary>
public sealed class QueryFuzzTests
{
    private static readonly string[] Pieces =
        ["select", "with x as (", ")", "insert", "INTO", "update", "a", "1", "'", "''", "\"", "`", "[", "]", "--", "-- ", "\n", "\r", "/*", "*/", "/*!", "#", "$$", "$t$", "e'", "\\", "\\'", ";", ".", "@", " ", "x", "replace(", "æ", "\u00a0", "😀", "\0"];

    private static readonly string[] TransactPieces =
        ["select ", "a", "1", "'", "\"", "[", "]", "--", "\n", "/*", "*/", ";", ".", "@x", " ", "(", ")", " from t", " where ", " into ", "GO", "exec ", ",", "=", "{", "with x as ", " insert t values (1) ", "æ", "😀"];

    [Fact]
    public void Query_OfEverySeedThatPasses_HasNoWordThatWritesForADatabaseThatReadsItLetterByLetter()
    {
        var passed = 0;
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
        {
            foreach (var dialect in Enum.GetValues<SqlDialect>())
            {
                var query = "select " + Of(Pieces, seed);
                if (OnlySelect.FaultOf(query, dialect) is { } fault)
                {
                    Assert.True(IsIn(query, fault), $"seed {seed}: line {fault.Line}");
                    continue;
                }

                passed++;
                var bare = LetterByLetter.Bare(query, dialect);
                Assert.False(Writes.IsMatch(bare), $"seed {seed}: {dialect} passes {query}");
                Assert.True(OneStatement.IsMatch(bare), $"seed {seed}: {dialect} passes {query}");
            }
        }

        Assert.InRange(passed, Fuzz.Inputs / 10, 3 * Fuzz.Inputs);
    }

    [Fact]
    public void Tokens_OfEverySeed_AreTheWholeQuery()
    {
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
        {
            var (query, dialect) = (Of(Pieces, seed), (SqlDialect)(seed % 3));
            Assert.True(string.Concat(query.Where(c => !char.IsWhiteSpace(c))) == string.Concat(SqlTokens.Of(query, dialect).SelectMany(t => t.Text).Where(c => !char.IsWhiteSpace(c))), $"seed {seed}");
        }
    }

    [Fact]
    public void Query_OfEverySeed_IsJudgedByTheParserOfTransactSql()
    {
        for (var seed = 0; seed < Fuzz.Inputs; seed++)
        {
            var query = Of(TransactPieces, seed);
            Assert.True(TransactSql.FaultOf(query) is not { } fault || IsIn(query, fault), $"seed {seed}: {query}");
        }
    }

    private static bool IsIn(string query, QueryFault fault) => fault.Line >= 1 && fault.Line <= 1 + query.Count(c => c == '\n');

    private static string Of(string[] pieces, int seed)
    {
        var random = new Random(seed);
        return string.Concat(random.GetItems(pieces, random.Next(1, 25)));
    }

    // A word that is no part of another, no parameter, not a name after a dot, and no call of a function.
    private static readonly Regex Writes = new(@"(?i)(?<![\w.@$])(?<!\.\s+)(insert|into|update)(?![\w$])(?!\s*\()");

    private static readonly Regex OneStatement = new(@"^[^;]*(;\s*)*$");
}
