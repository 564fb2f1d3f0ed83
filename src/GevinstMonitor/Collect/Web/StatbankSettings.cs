using System.ComponentModel;
using GevinstMonitor.Collect.Files;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect.Web;

public enum StatbankLanguage { Da, En }

public enum StatbankFormat { Jsonstat, Csv }

[Description("A table of Statistics Denmark (Statistikbanken), or of a data bank with the same interface.")]
public sealed record StatbankSettings : SourceSettings, IWebSettings
{
    [Description("Where the interface is.")]
    public string Url { get; init; } = "https://api.statbank.dk/v1";

    [Description("The table's id, like FOLK1A.")]
    public required string Table { get; init; }

    [Description("The codes asked for of each variable, as tableinfo lists them, or \"*\" for all. A variable left out is summed away where the table allows it; time is asked for by itself.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Variables { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    [Description("A variable whose codes become columns, for the numerator and the denominator of a ratio.")]
    public string? Pivot { get; init; }

    [Description("da or en.")]
    public StatbankLanguage Lang { get; init; }

    [Description("jsonstat or csv.")]
    public StatbankFormat Format { get; init; }

    [Description("Texts that mean not known; not zero.")]
    public IReadOnlyList<string> Missing { get; init; } = ["", "..", "-", "x"];

    [Description("Texts that mean withheld by the publisher.")]
    public IReadOnlyList<string> Suppressed { get; init; } = [];

    [Description("How large the answers to one reading may be together, unpacked.")]
    public Size MaxSize { get; init; } = new(50 << 20);

    /// <summary>How its separated values are written: the decimal mark is the language's.</summary>
    internal TextSettings Text => new StatbankText { Id = Id, Decimal = Lang == StatbankLanguage.Da ? "," : ".", Missing = Missing, Suppressed = Suppressed };

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        WebRules.Check(this, Url, fault);
        if (Table.Length == 0 || !Table.All(c => char.IsLetterOrDigit(c) || c == '_'))
            fault("table", $"'{Table}' is not the id of a table; write it like FOLK1A");
        foreach (var (code, values) in Variables)
        {
            if (code.Equals("tid", StringComparison.OrdinalIgnoreCase))
                fault("variables", $"leave '{code}' out: the periods asked for follow from the indicator");
            else if (values.Count == 0)
                fault("variables", $"'{code}' asks for no code; leave the variable out to have it summed away, or write \"*\" for all");
        }

        if (Pivot is not null && !Variables.ContainsKey(Pivot))
            fault("pivot", $"'{Pivot}' is not among 'variables'; name there the codes that become columns");
        if (Pivot is not null && Format == StatbankFormat.Csv)
            fault("pivot", "'pivot' needs 'format: jsonstat'");
    }

    public override void Check(IndicatorFile indicator, KeyFault fault)
    {
        Text.Check(indicator, fault);
        if (indicator.PeriodFormat is not null)
            fault("periodFormat", $"source '{Id}' writes periods in one way, which is known; leave 'periodFormat' out");
    }

    private sealed record StatbankText : TextSettings
    {
        protected override string What => "a table of Statistics Denmark";
    }
}
