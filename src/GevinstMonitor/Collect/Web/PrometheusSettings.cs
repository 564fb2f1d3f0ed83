using System.ComponentModel;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Web;

[Description("Prometheus, or what answers as it does.")]
public sealed record PrometheusSettings : SourceSettings, IWebSettings
{
    [Description("The server's address, to which /api/v1/query is added; https except on this machine.")]
    public required string Url { get; init; }

    [Description("Headers that anybody may see.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Description("Headers whose values are secrets, by reference: { env: NAME } or { file: path }.")]
    public IReadOnlyDictionary<string, Secret> SecretHeaders { get; init; } = new Dictionary<string, Secret>();

    [Description("How to log in; left out when the server asks for nothing.")]
    public WebAuth? Auth { get; init; }

    [Description("How large the answers to one reading may be together, unpacked.")]
    public Size MaxSize { get; init; } = new(50 << 20);

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        WebRules.Check(this, Url, fault);
    }

    public override void Check(IndicatorFile indicator, KeyFault fault)
    {
        var columns = indicator.Columns ?? new ColumnsFile();
        if ((columns.Period ?? columns.Value) is not null || columns.Across is not null || columns.Where.Count > 0)
            fault("columns", $"source '{Id}' is a Prometheus: of 'columns' it knows 'unit', a label, and for a ratio 'numerator' and 'denominator', each in PromQL");
        else if (indicator.Kind == IndicatorKind.Value && (columns.Numerator ?? columns.Denominator) is not null)
            fault("columns", "a value is stated in 'query'; 'numerator' and 'denominator' are for a ratio");
        else if (indicator.Kind == IndicatorKind.Value && string.IsNullOrWhiteSpace(indicator.Query))
            fault("query", $"source '{Id}' is a Prometheus: missing key 'query', in PromQL");
        else if (indicator.Kind == IndicatorKind.Ratio && indicator.Query is not null)
            fault("query", "a ratio is stated in 'columns' as 'numerator' and 'denominator', each in PromQL, so that units add up truly");
        else if (indicator.Kind == IndicatorKind.Ratio && (string.IsNullOrWhiteSpace(columns.Numerator) || string.IsNullOrWhiteSpace(columns.Denominator)))
            fault("columns", $"source '{Id}' is a Prometheus: a ratio needs 'numerator' and 'denominator' in 'columns', each in PromQL");
    }
}
