using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;

namespace GevinstMonitor.Configure;

/// <summary>What is wrong in a template of letters: where it is no Liquid, names that no letter has, filters that there are not.</summary>
internal sealed partial class TemplateCheck : AstVisitor
{
    private static readonly string[] OfLoops = ["index", "index0", "rindex", "rindex0", "first", "last", "length", "parentloop", "size"];
    private static readonly HashSet<string> Roots = [.. LetterTemplates.Sample.Keys];
    private static readonly HashSet<string> Members = [.. NamesIn(LetterTemplates.Sample.Values), .. OfLoops];

    private readonly HashSet<string> _own = ["forloop", "tablerowloop"];
    private readonly List<string> _roots = [];
    private readonly List<string> _members = [];
    private readonly List<string> _filters = [];
    private readonly List<string> _parts = [];

    /// <returns>Null when it is not right; the faults say why.</returns>
    public static IFluidTemplate? Parse(string text, string file, ICollection<Fault> faults)
    {
        if (!Liquid.Parser.TryParse(text, out var template, out var error))
        {
            var at = Position().Match(error);
            faults.Add(at.Success ? new Fault(file, int.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture), at.Groups[1].Value) : new Fault(file, 1, error.Split('\n')[0]));
            return null;
        }

        var check = new TemplateCheck();
        check.VisitTemplate(template);
        List<Fault> wrong =
        [
            .. check._roots.Where(name => !Roots.Contains(name) && !check._own.Contains(name)).Distinct()
                .Select(name => new Fault(file, LineOf($@"\b{Regex.Escape(name)}\b", text), $"no letter has '{name}'{Binder.Nearest(name, Roots.Concat(check._own))}")),
            .. check._members.Where(name => !Members.Contains(name)).Distinct()
                .Select(name => new Fault(file, LineOf($@"\.\s*{Regex.Escape(name)}\b", text), $"nothing in a letter has '{name}'{Binder.Nearest(name, Members)}")),
            .. check._filters.Where(name => !Liquid.Options.Filters.TryGetValue(name, out _)).Distinct()
                .Select(name => new Fault(file, LineOf($@"\|\s*{Regex.Escape(name)}\b", text), $"there is no filter '{name}'{Binder.Nearest(name, Liquid.Options.Filters.Select(f => f.Key))}")),
            .. check._parts.Distinct().Select(tag => new Fault(file, LineOf($@"\b{tag}\b", text), $"a template stands alone: there is nothing to {tag}")),
        ];
        foreach (var fault in wrong)
            faults.Add(fault);
        return wrong.Count == 0 ? template : null;
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        var names = memberExpression.Segments.OfType<IdentifierSegment>().Select(s => s.Identifier).ToList();
        _roots.Add(names[0]);
        _members.AddRange(names.Skip(1));
        return base.VisitMemberExpression(memberExpression);
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        _filters.Add(filterExpression.Name);
        return base.VisitFilterExpression(filterExpression);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _own.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Statement VisitTableRowStatement(TableRowStatement tableRowStatement)
    {
        _own.Add(tableRowStatement.Identifier);
        return base.VisitTableRowStatement(tableRowStatement);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _own.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        _own.Add(captureStatement.Identifier);
        return base.VisitCaptureStatement(captureStatement);
    }

    protected override Statement VisitIncludeStatement(IncludeStatement includeStatement)
    {
        _parts.Add("include");
        return includeStatement;
    }

    protected override Statement VisitRenderStatement(RenderStatement renderStatement)
    {
        _parts.Add("render");
        return renderStatement;
    }

    private static IEnumerable<string> NamesIn(IEnumerable<object> values) => values.SelectMany(value => value switch
    {
        IReadOnlyDictionary<string, object> record => record.Keys.Concat(NamesIn(record.Values)),
        IEnumerable<object> list => NamesIn(list),
        _ => [],
    });

    // The parser keeps no places, so it is the first in a tag that looks like it.
    private static int LineOf(string pattern, string text) =>
        Regex.Match(text, @"\{[{%](?:(?![%}]\}).)*?" + pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(1)) is { Success: true } found
            ? 1 + text.AsSpan(0, found.Index + found.Length).Count('\n') : 1;

    [GeneratedRegex(@"^(.*) at \((\d+):\d+\)", RegexOptions.Singleline)]
    private static partial Regex Position();
}
