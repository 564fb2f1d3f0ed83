using System.Data.Common;
using System.Globalization;
using Dapper;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;

[module: TypeHandler(typeof(DateTimeOffset), typeof(GevinstMonitor.Store.MomentColumn))]
[module: TypeHandler(typeof(DateOnly), typeof(GevinstMonitor.Store.DayColumn))]
[module: TypeHandler(typeof(decimal), typeof(GevinstMonitor.Store.NumberColumn))]

namespace GevinstMonitor.Store;

/// <summary>How values stand in columns, in one place. Where a store has no type that keeps them exactly, as SQLite has none, they are texts that sort as they do; see sql/.</summary>
internal static class ColumnTypes
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>UTC, of fixed width, so that texts compare as moments do.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.ParseExact(text, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A moment as it is when it comes back from a store: UTC, in whole milliseconds.</summary>
    public static DateTimeOffset Stored(DateTimeOffset moment) => new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    public static string? Text(decimal? number) => number is { } value ? Text(value) : null;

    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>A number from a column that has as many decimals for all, without the zeros at its end.</summary>
    public static decimal Number(decimal stored) => stored / 1.0000000000000000000000000000m;

    /// <summary>Gives a parameter a moment as its kind of store holds it.</summary>
    public static void Set(DbParameter parameter, DateTimeOffset moment) => parameter.Value = parameter is SqliteParameter ? Text(moment) : Stored(moment);

    /// <summary>A moment as a store's driver gives it.</summary>
    public static DateTimeOffset Moment(object? stored) => stored switch
    {
        string text => Moment(text),
        DateTime utc => new DateTimeOffset(utc, TimeSpan.Zero),
        _ => (DateTimeOffset)stored!,
    };

    /// <summary>A day as a store's driver gives it.</summary>
    public static DateOnly Day(object? stored) => stored switch
    {
        string text => Day(text),
        DateTime midnight => DateOnly.FromDateTime(midnight),
        _ => (DateOnly)stored!,
    };

    /// <summary>What stands in a column of any kind of store, in the one form that does not depend on the kind: a long, a text, a moment in whole milliseconds, a day, a number without zeros at its end.</summary>
    public static object? Value(ColumnKind kind, object stored) => stored is DBNull ? null : kind switch
    {
        ColumnKind.Integer => Convert.ToInt64(stored, CultureInfo.InvariantCulture),
        ColumnKind.Moment => Stored(Moment(stored)),
        ColumnKind.Day => Day(stored),
        ColumnKind.Number => Number(stored as decimal? ?? Number((string)stored)),
        _ => (string)stored,
    };

    /// <summary>A value as SQLite holds it, and a file of a store: integers as they are, all else as texts.</summary>
    public static object? Plain(object? value) => value switch
    {
        DateTimeOffset moment => Text(moment),
        DateOnly day => Text(day),
        decimal number => number == 0 ? "0" : Text(number),
        _ => value,
    };

    /// <summary>A figure from its parts: of a value the second is null.</summary>
    public static Figure? Figure(decimal? first, decimal? second) =>
        first is not { } value ? null : second is { } denominator ? Core.Readings.Figure.Ratio(value, denominator) : Core.Readings.Figure.Value(value);

    public static Period Period(string text, string kind) => Period(text, Enum.Parse<PeriodKind>(kind));

    public static Period Period(string text, PeriodKind kind) =>
        Core.Readings.Period.TryParse(text, kind, out var period) ? period : throw new FormatException($"'{text}' is no {kind}.");
}

/// <summary>Moments, in whole milliseconds.</summary>
internal sealed class MomentColumn : DbValueHandler<DateTimeOffset>
{
    protected override void SetValueCore(DbParameter parameter, DateTimeOffset value) => ColumnTypes.Set(parameter, value);

    protected override DateTimeOffset Parse(object? value) => ColumnTypes.Moment(value);
}

/// <summary>Days.</summary>
internal sealed class DayColumn : DbValueHandler<DateOnly>
{
    protected override void SetValueCore(DbParameter parameter, DateOnly value) => parameter.Value = parameter is SqliteParameter ? ColumnTypes.Text(value) : value;

    protected override DateOnly Parse(object? value) => ColumnTypes.Day(value);
}

/// <summary>Numbers, exactly.</summary>
internal sealed class NumberColumn : DbValueHandler<decimal>
{
    protected override void SetValueCore(DbParameter parameter, decimal value) => parameter.Value = parameter is SqliteParameter ? ColumnTypes.Text(value) : value;

    protected override decimal Parse(object? value) => value is string text ? ColumnTypes.Number(text) : ColumnTypes.Number((decimal)value!);
}
