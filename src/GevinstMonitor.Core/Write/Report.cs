namespace GevinstMonitor.Core.Write;

/// <summary>A benefit-realisation report as data, whole; whatever shows it adds nothing.</summary>
/// <param name="Verdict">Where the plan stands, in a sentence.</param>
/// <param name="Tone">How the verdict is set off, beside the words.</param>
/// <param name="Money">The kroner that matter most.</param>
/// <param name="About">What the plan is, and as of when it is judged.</param>
/// <param name="Parts">In the order they are read.</param>
/// <param name="Closing">Who made it, and of what.</param>
/// <param name="Culture"><c>da-DK</c> or <c>en-GB</c>.</param>
public sealed record Report(
    string Title, string Verdict, Tone Tone, IReadOnlyList<ReportMoney> Money, IReadOnlyList<Fact> About, IReadOnlyList<ReportPart> Parts, string Closing, string Culture)
{
    /// <summary>The heading of the list of its parts.</summary>
    public required string Contents { get; init; }
}

/// <summary>An amount, and what it is in a few words.</summary>
public sealed record ReportMoney(string Label, string Amount, string Note);

/// <summary>Something in a report.</summary>
public abstract record ReportBlock;

/// <summary>A heading, and what stands under it.</summary>
public sealed record ReportPart(string Heading, IReadOnlyList<ReportBlock> Blocks) : ReportBlock;

/// <summary>A paragraph.</summary>
public sealed record ReportText(string Text) : ReportBlock;

/// <summary>What a source is asked, line by line.</summary>
public sealed record ReportCode(string Text) : ReportBlock;

/// <summary>Labelled values.</summary>
public sealed record ReportFacts(IReadOnlyList<Fact> Facts) : ReportBlock;

/// <summary>A benefit's chart.</summary>
public sealed record ReportChart(PathChart Chart) : ReportBlock;

/// <summary>A table; the first cell of a row names it.</summary>
/// <param name="Rows">At least one.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows) : ReportBlock;

/// <summary>A column.</summary>
public sealed record ReportColumn(string Heading, ReportColumnKind Kind = ReportColumnKind.Text);

/// <summary>What stands in a column: text that wraps, a number, or a moment.</summary>
public enum ReportColumnKind { Text, Number, Moment }

/// <summary>A row: as many cells as the table has columns.</summary>
/// <param name="Tone">How it is set off, beside the words; null for not at all.</param>
public sealed record ReportRow(IReadOnlyList<string> Cells, Tone? Tone = null);
