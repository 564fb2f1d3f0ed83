namespace GevinstMonitor.Collect.Databases;

/// <summary>
/// A test that a query is one SELECT, for databases whose SQL no parser here knows: it looks at the words outside quotations and comments, and refuses rather one
/// query too many than one too few. The server refuses too; this finds it at once, with its line.
/// </summary>
internal static class OnlySelect
{
    private static readonly HashSet<string> Changing = new(StringComparer.OrdinalIgnoreCase)
    {
        "insert", "update", "delete", "merge", "replace", "into", "truncate", "create", "alter", "drop", "rename", "grant", "revoke", "call", "exec", "execute", "do",
        "copy", "load", "set", "lock", "unlock", "attach", "detach", "pragma", "vacuum", "reindex", "prepare", "handler",
    };

    // Names of functions as well, of text and numbers.
    private static readonly HashSet<string> AlsoFunctions = new(StringComparer.OrdinalIgnoreCase) { "insert", "replace", "truncate" };

    // A SELECT can call them, and they do more than read the database.
    private static readonly HashSet<string> Acting = new(StringComparer.OrdinalIgnoreCase)
    {
        "set_config", "nextval", "setval", "dblink", "dblink_exec", "dblink_send_query", "lo_import", "lo_export", "lo_create", "lo_unlink", "pg_notify", "pg_cancel_backend",
        "pg_terminate_backend", "pg_reload_conf", "pg_advisory_lock", "get_lock", "load_file", "load_extension",
    };

    public static QueryFault? FaultOf(string query, SqlDialect dialect)
    {
        var tokens = SqlTokens.Of(query, dialect).ToList();
        if (tokens.Find(t => Hiding(t, dialect) is not null) is { Text: not null } hiding)
            return new(Hiding(hiding, dialect)!, hiding.Line);
        tokens.RemoveAll(t => t.Kind == SqlTokenKind.Comment);
        var (first, before, ended) = ((SqlToken?)null, default(SqlToken), false);
        for (var i = 0; i < tokens.Count; i++)
        {
            var (token, next) = (tokens[i], i + 1 < tokens.Count ? tokens[i + 1].Text : "");
            if (token is { Kind: SqlTokenKind.Mark, Text: ";" })
                ended = true;
            else if (ended)
                return new($"a second statement begins here with '{Short(token.Text)}'; a query is one SELECT", token.Line);
            else if (first is null && token is not { Kind: SqlTokenKind.Mark, Text: "(" })
            {
                first = token;
                if (!IsOneOf(token, "select", "with", "values"))
                    return new($"a source is only read: the query must be one SELECT, and here begins '{Short(token.Text)}'", token.Line);
            }
            else if (dialect == SqlDialect.Postgres && token is { Kind: SqlTokenKind.Quoted, Text: ['\'', ..] } && before is { Kind: SqlTokenKind.Quoted, Text: ['e' or 'E', ..] })
                return new("a string that goes on after E'' can be read in two ways; write it as one", token.Line);
            else if (token.Kind == SqlTokenKind.Word && before is not { Kind: SqlTokenKind.Mark, Text: "." })
            {
                if (Changing.Contains(token.Text) && !(next == "(" && AlsoFunctions.Contains(token.Text)))
                    return new($"a source is only read: '{token.Text}' may change it; put quotation marks around it if it is a name", token.Line);
                if (IsOneOf(token, "share", "key") && IsOneOf(before, "for"))
                    return new($"a source is only read: 'for {token.Text}' locks its rows", token.Line);
                if (next == "(" && Acting.Contains(token.Text))
                    return new($"a source is only read: '{token.Text}' does more than read it", token.Line);
            }

            before = token;
        }

        return first is null ? new("the query is empty", 1) : null;
    }

    // What a database may read otherwise than it is read here, so that something could hide in it.
    private static string? Hiding(SqlToken token, SqlDialect dialect) => token switch
    {
        { Kind: SqlTokenKind.Unclosed } => $"what begins here with {token.Text} is not closed",
        { Kind: SqlTokenKind.Comment, Text: ['/', '*', '!', ..] or ['/', '*', 'M' or 'm', '!', ..] } when dialect == SqlDialect.MySql => "MySQL runs what stands in a comment that begins with /*!; take it out",
        { Kind: SqlTokenKind.Comment, Text: ['/', '*', .. var inside] } when inside.Contains("/*", StringComparison.Ordinal) => "a comment in a comment ends at different places for different databases; take one of them out",
        _ => null,
    };

    private static bool IsOneOf(SqlToken token, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (token.Kind == SqlTokenKind.Word && token.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
