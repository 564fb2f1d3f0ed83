using System.ComponentModel;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect.Files;

/// <summary>What every source has in common that answers with a table whose columns an indicator names.</summary>
public abstract record TableSettings : SourceSettings
{
    [Description("The decimal mark of numbers that are written as text.")]
    public string Decimal { get; init; } = ",";

    [Description("What groups thousands; left out when nothing does.")]
    public string? Thousands { get; init; }

    [Description("Texts that mean not known; not zero.")]
    public IReadOnlyList<string> Missing { get; init; } = [""];

    [Description("Texts that mean withheld by the publisher.")]
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (Decimal is not ("," or "."))
            fault("decimal", "'decimal' must be \",\" or \".\"");
        if (Thousands is { } groups && (groups.Length != 1 || groups == Decimal || char.IsAsciiDigit(groups[0])))
            fault("thousands", "'thousands' must be one character other than the decimal mark");
    }

    public override void Check(IndicatorFile indicator, KeyFault fault)
    {
        if (indicator.Query is not null)
            fault("query", $"source '{Id}' is {What}: state 'columns' instead of 'query'");
        else if (indicator.Columns is not { } columns)
            fault("columns", $"source '{Id}' is {What}: missing key 'columns'");
        else
        {
            Columns.Check(columns, indicator.Kind, fault);
            if ((columns.Period + columns.Unit).Contains(Columns.Star, StringComparison.Ordinal) && Pattern?.Count(c => c == '*') != 1)
                fault("columns", $"'{Columns.Star}' is what stands at the * of the file's name; source '{Id}' has no file name with one *");
        }
    }

    /// <summary>The name of the file, where it is one.</summary>
    internal virtual string? Pattern => null;

    /// <summary>What kind of thing it is, for a fault's text: <c>a file</c>.</summary>
    protected abstract string What { get; }

    /// <summary>How cells are read, for the query hash.</summary>
    internal string Marks =>
        $"decimal {Columns.Quoted(Decimal)}, thousands {(Thousands is { } groups ? Columns.Quoted(groups) : "none")}\nmissing {AnyOf(Missing)}, suppressed {AnyOf(Suppressed)}";

    private static string AnyOf(IReadOnlyList<string> texts) => texts.Count == 0 ? "none" : string.Join(" or ", texts.Select(Columns.Quoted));
}

/// <summary>What every source of separated values has in common.</summary>
public abstract record TextSettings : TableSettings
{
    [Description("utf-8, latin1, windows-1252 or utf-16; a byte order mark wins.")]
    public string Encoding { get; init; } = "utf-8";

    [Description("What separates columns; one character, or \\t for a tab.")]
    public string Delimiter { get; init; } = ";";

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        if (SeparatedValues.EncodingOf(Encoding) is null)
            fault("encoding", $"unknown encoding '{Encoding}'; use utf-8, latin1, windows-1252 or utf-16");
        if (Delimiter != "\\t" && (Delimiter.Length != 1 || !char.IsAscii(Delimiter[0]) || char.IsLetterOrDigit(Delimiter[0]) || Delimiter[0] is '"' or '\r' or '\n'))
            fault("delimiter", "'delimiter' must be one sign like ; or , or \\t for a tab");
    }

    /// <summary>How the text is read, for the query hash.</summary>
    internal string TextMarks => $"encoding {Encoding}, delimiter {Columns.Quoted(Delimiter)}, {Marks}";
}
