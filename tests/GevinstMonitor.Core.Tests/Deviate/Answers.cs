using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Deviate;

/// <summary>What a source answered when it was asked for an indicator.</summary>
internal static class Answers
{
    private static Window June => new(Given.Day("2026-06-01"), Given.Day("2026-07-01"));

    public static Reading Taken(string indicator, string source = "post-register", params string[] rejected) => new Reading.Taken
    {
        Indicator = indicator,
        Source = source,
        AsOf = Months.Now,
        QueryHash = "c0ffee",
        Window = June,
        Figures = [],
        Rows = rejected.Length,
        Rejected = rejected,
    };

    public static Reading Failed(string indicator, CollectFault fault, string source = "post-register") => new Reading.Failed
    {
        Indicator = indicator,
        Source = source,
        AsOf = Months.Now,
        QueryHash = "c0ffee",
        Window = June,
        Fault = fault,
        Detail = $"no answer for {indicator}",
    };
}
