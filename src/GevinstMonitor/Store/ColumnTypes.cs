using System.Globalization;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Store;

/// <summary>How values stand in columns, in one place: everything exact and sortable is text; see sql/.</summary>
internal static class ColumnTypes
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>UTC, of fixed width, so that texts compare as moments do.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.ParseExact(text, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string? Text(decimal? number) => number is { } n ? Text(n) : null;

    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static decimal? NumberOrNull(string? text) => text is null ? null : Number(text);

    /// <summary>A figure from its parts: of a value the second is null.</summary>
    public static Figure? Figure(string? first, string? second) =>
        first is null ? null : second is null ? Core.Readings.Figure.Value(Number(first)) : Core.Readings.Figure.Ratio(Number(first), Number(second));

    public static Period Period(string text, string kind) => Period(text, Enum.Parse<PeriodKind>(kind));

    public static Period Period(string text, PeriodKind kind) =>
        Core.Readings.Period.TryParse(text, kind, out var period) ? period : throw new FormatException($"'{text}' is no {kind}.");
}
