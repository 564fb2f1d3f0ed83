using System.Text.RegularExpressions;

namespace GevinstMonitor.Collect.Databases;

/// <summary>Whose SQL a query is: they differ in what is quoted and what is a comment.</summary>
public enum SqlDialect { Sqlite, Postgres, MySql }

internal enum SqlTokenKind
{
    /// <summary>A keyword, a name, or a parameter with its @.</summary>
    Word,

    /// <summary>A string, or a name in quotation marks.</summary>
    Quoted,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any other character.</summary>
    Mark,

    /// <summary>A comment; the tokens around it say what is asked.</summary>
    Comment,

    /// <summary>Where a quotation or a comment begins that never ends.</summary>
    Unclosed,
}

internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Line);

/// <summary>Cuts a query into words, quotations, numbers, comments and marks, as the database it is for would.</summary>
internal static partial class SqlTokens
{
    // What begins a token is tried in this order; (?>) never takes back what it took, so that a quotation ends where it ends.
    private const string Doubled = """(?<quoted>'(?>[^']*(?:''[^']*)*)'|"(?>[^"]*(?:""[^"]*)*)")""";
    private const string Backticks = """(?<quoted>`(?>[^`]*(?:``[^`]*)*)`)""";
    private const string Block = """(?<comment>/\*(?>.*?\*/))""";
    private const string Rest = """(?<unclosed>['"]|/\*)|(?<word>@{1,2}(?>[\p{L}_][\p{L}\p{Nd}_$]*)(?!')|[\p{L}_][\p{L}\p{Nd}_$]*)|(?<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?)|(?<blank>\s+)|(?<mark>.)""";

    private const string SqliteToken = $@"(?<comment>--[^\n]*)|{Block}|{Doubled}|{Backticks}|(?<quoted>\[[^\]]*\])|(?<unclosed>[`\[])|{Rest}";

    // In E'' a backslash takes the meaning from what follows it; between dollars everything stands as it is.
    private const string PostgresToken =
        $@"(?<comment>--[^\r\n]*)|{Block}|(?<quoted>e'(?>(?:[^'\\]|\\.|'')*)'|\$(?<tag>(?:[\p{{L}}_][\p{{L}}\p{{Nd}}_]*)?)\$.*?\$\k<tag>\$)|(?<unclosed>e'|\$(?:[\p{{L}}_][\p{{L}}\p{{Nd}}_]*)?\$)|{Doubled}|{Rest}";

    // Two dashes are a comment only before a blank or a control character of ASCII; in both kinds of string a backslash takes the meaning from what follows it.
    private const string MySqlToken =
        $@"(?<comment>--(?=[\x00-\x20\x7F]|\z)[^\n]*|\#[^\n]*)|{Block}|(?<quoted>'(?>(?:[^'\\]|\\.|'')*)'|""(?>(?:[^""\\]|\\.|"""")*)"")|{Backticks}|(?<unclosed>`)|{Rest}";

    private const RegexOptions Options = RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static IEnumerable<SqlToken> Of(string query, SqlDialect dialect)
    {
        var (line, at) = (1, 0);
        foreach (Match match in (dialect switch { SqlDialect.Sqlite => Sqlite(), SqlDialect.Postgres => Postgres(), _ => MySql() }).Matches(query))
        {
            line += query.AsSpan(at, match.Index - at).Count('\n');
            at = match.Index;
            if (KindOf(match.Groups) is { } kind)
                yield return new SqlToken(kind, match.Value, line);
        }
    }

    private static SqlTokenKind? KindOf(GroupCollection found) =>
        found["word"].Success ? SqlTokenKind.Word
        : found["mark"].Success ? SqlTokenKind.Mark
        : found["blank"].Success ? null
        : found["quoted"].Success ? SqlTokenKind.Quoted
        : found["number"].Success ? SqlTokenKind.Number
        : found["comment"].Success ? SqlTokenKind.Comment
        : SqlTokenKind.Unclosed;

    [GeneratedRegex(SqliteToken, Options)]
    private static partial Regex Sqlite();

    [GeneratedRegex(PostgresToken, Options)]
    private static partial Regex Postgres();

    [GeneratedRegex(MySqlToken, Options)]
    private static partial Regex MySql();
}
