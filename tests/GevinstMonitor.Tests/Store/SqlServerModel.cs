using System.Globalization;
using GevinstMonitor.Connect;
using GevinstMonitor.Store;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace GevinstMonitor.Tests.Store;

/// <summary>
/// What SQL Server would make of scripts and queries, without one: they are parsed as SQL Server 2019 does, and every name is looked up in the model that its
/// own tools build of a schema. What those do not check, as types, is not checked.
/// </summary>
internal sealed class SqlServerModel : IDisposable
{
    private readonly TSqlModel _model = new(SqlServerVersion.Sql150, new TSqlModelOptions { Collation = "Danish_Norwegian_CI_AS" });
    private int _queries;

    public static SqlServerModel OfShipped() => new(
        [new SqlServerDatabase(new SqlServerLogin(new())).MakeMigrations, .. Migrator.Shipped("sqlserver").Select(m => m.Sql)]);

    public SqlServerModel(IEnumerable<string> scripts)
    {
        foreach (var statement in scripts.SelectMany(script => Parsed(script).Batches).SelectMany(batch => batch.Statements))
            Add(statement);
    }

    /// <summary>Every table with its columns.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables => _model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass)
        .ToDictionary(t => t.Name.Parts[^1], t => (IReadOnlyList<string>)[.. t.GetReferenced(Table.Columns).Select(c => c.Name.Parts[^1])]);

    public void Dispose() => _model.Dispose();

    /// <exception cref="FormatException">It is no T-SQL.</exception>
    public static TSqlScript Parsed(string sql)
    {
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        return errors.Count == 0 ? script : throw new FormatException($"{string.Join("; ", errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"))}\n{sql}");
    }

    /// <summary>Adds a query, as the body of a procedure that is given what the query is.</summary>
    /// <exception cref="FormatException">It is no T-SQL, names a parameter that it is not given, or selects what it does not group by.</exception>
    public void Ask(string sql, IEnumerable<SqlParameterSeen> parameters)
    {
        var script = Parsed(sql);
        var ungrouped = new Ungrouped();
        script.Accept(ungrouped);
        if (ungrouped.Found.Count > 0)
            throw new FormatException($"neither grouped by nor aggregated: {string.Join(", ", ungrouped.Found)}\n{sql}");
        var named = string.Join(", ", parameters.Select(p => $"@{p.Name} {p.Type}"));
        try
        {
            _model.AddObjects(string.Create(CultureInfo.InvariantCulture, $"create procedure query_{_queries++} {named} as\n{sql}"));
        }
        catch (DacModelException e)
        {
            throw new FormatException($"{e.Message}\n{sql}", e);
        }
    }

    /// <summary>What is wrong: a name that is nowhere is, wherever it stands.</summary>
    public IReadOnlyList<string> Faults() => [.. _model.Validate().Select(m => m.ToString()).Distinct()];

    private void Add(TSqlStatement statement)
    {
        switch (statement)
        {
            // What must be alone in its batch.
            case ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableStringList { Strings: [StringLiteral alone] } }:
                foreach (var inner in Parsed(alone.Value).Batches.SelectMany(batch => batch.Statements))
                    Add(inner);
                break;
            case IfStatement { ThenStatement: var then }:
                Add(then);
                break;
            default:
                _model.AddObjects(Text(statement));
                break;
        }
    }

    public static string Text(TSqlFragment fragment) =>
        string.Concat(fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(t => t.Text));

    // The model knows names; that a query groups by what it selects, only a server would say.
    private sealed class Ungrouped : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase) { "min", "max", "count", "sum", "avg" };

        public List<string> Found { get; } = [];

        public override void Visit(QuerySpecification node)
        {
            var bare = new Bare();
            foreach (var element in node.SelectElements)
                element.Accept(bare);
            node.HavingClause?.Accept(bare);
            var groups = node.GroupByClause?.GroupingSpecifications.Select(Text).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
            if (node.GroupByClause is not null || bare.Aggregates)
                Found.AddRange(bare.Columns.Where(column => !groups.Contains(column)));
        }

        private sealed class Bare : TSqlFragmentVisitor
        {
            public List<string> Columns { get; } = [];

            public bool Aggregates { get; private set; }

            public override void ExplicitVisit(FunctionCall node)
            {
                if (Ungrouped.Aggregates.Contains(node.FunctionName.Value))
                    Aggregates = true;
                else
                    base.ExplicitVisit(node);
            }

            public override void ExplicitVisit(ScalarSubquery node)
            {
            }

            public override void ExplicitVisit(ColumnReferenceExpression node) => Columns.Add(Text(node));
        }
    }
}
