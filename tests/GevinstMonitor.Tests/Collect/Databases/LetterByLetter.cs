using System.Text;
using GevinstMonitor.Collect.Databases;

namespace GevinstMonitor.Tests.Collect.Databases;

/// <summary>Takes strings, quoted names and comments out of a query, letter by letter, as the manuals of the databases say; written anew, to hold the tokens against.</summary>
internal static class LetterByLetter
{
    public static string Bare(string query, SqlDialect dialect)
    {
        var bare = new StringBuilder();
        var at = 0;
        while (at < query.Length)
        {
            var end = End(query, at, dialect);
            if (end > at)
            {
                bare.Append(query[at] is '/' or '-' or '#' ? " " : " Q ");
                at = end;
            }
            else if (char.IsLetter(query[at]) || query[at] == '_')
            {
                // A name is taken whole, so that no quotation begins inside it.
                while (at < query.Length && IsNamePart(query[at]))
                    bare.Append(query[at++]);
            }
            else
                bare.Append(query[at++]);
        }

        return bare.ToString();
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    // Where what is hidden from here on ends; here when nothing is.
    private static int End(string query, int at, SqlDialect dialect)
    {
        var rest = query.AsSpan(at);
        var postgres = dialect == SqlDialect.Postgres;
        if (rest.StartsWith("/*"))
            return postgres ? Nested(query, at) : After(query, at + 2, "*/");
        if (rest.StartsWith("--") && (dialect != SqlDialect.MySql || rest.Length == 2 || rest[2] is <= ' ' or '\x7F'))
            return LineEnd(query, at, postgres);
        if (rest[0] == '#' && dialect == SqlDialect.MySql)
            return LineEnd(query, at, orReturn: false);
        if (rest[0] is '\'' or '"')
            return Quoted(query, at, rest[0], backslash: dialect == SqlDialect.MySql);
        if (rest[0] == '`' && !postgres)
            return Quoted(query, at, '`', backslash: false);
        if (rest[0] == '[' && dialect == SqlDialect.Sqlite)
            return After(query, at + 1, "]");
        if (postgres && rest is ['e' or 'E', '\'', ..])
            return Quoted(query, at + 1, '\'', backslash: true);
        return postgres && rest[0] == '$' && Tag(query, at) is { } tag ? After(query, at + tag.Length, tag) : at;
    }

    private static int After(string query, int from, string what) => query.IndexOf(what, from, StringComparison.Ordinal) is var found and >= 0 ? found + what.Length : query.Length;

    private static int LineEnd(string query, int at, bool orReturn)
    {
        while (at < query.Length && query[at] != '\n' && !(orReturn && query[at] == '\r'))
            at++;
        return at;
    }

    private static int Quoted(string query, int at, char quote, bool backslash)
    {
        for (at++; at < query.Length; at++)
        {
            if (backslash && query[at] == '\\')
                at++;
            else if (query[at] == quote && (at + 1 == query.Length || query[at + 1] != quote))
                return at + 1;
            else if (query[at] == quote)
                at++;
        }

        return query.Length;
    }

    private static int Nested(string query, int at)
    {
        var depth = 0;
        do
        {
            var (open, close) = (string.CompareOrdinal(query, at, "/*", 0, 2) == 0, string.CompareOrdinal(query, at, "*/", 0, 2) == 0);
            depth += open ? 1 : close ? -1 : 0;
            at += open || close ? 2 : 1;
        }
        while (depth > 0 && at < query.Length);
        return Math.Min(at, query.Length);
    }

    private static string? Tag(string query, int at)
    {
        var end = at + 1;
        while (end < query.Length && (char.IsLetter(query[end]) || query[end] == '_' || (end > at + 1 && char.IsDigit(query[end]))))
            end++;
        return end < query.Length && query[end] == '$' ? query[at..(end + 1)] : null;
    }
}
