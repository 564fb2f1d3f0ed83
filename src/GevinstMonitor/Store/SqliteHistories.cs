using System.Buffers.Text;
using System.Globalization;
using System.Text;
using GevinstMonitor.Core.Readings;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GevinstMonitor.Store;

/// <summary>
/// Reads indicators' histories, one at a time, with one prepared statement. Most of what a round does is to read what it knew already, so a row's texts are
/// looked at as the bytes they are, and a unit or period that was met before makes no new string.
/// </summary>
internal sealed class SqliteHistories : IDisposable
{
    private const string Sql = """
        select unit_id, period, measurement_id, reading_id, kind, first, second from measurements
        where indicator_id = ? order by unit_id, period, measurement_id
        """;

    private readonly sqlite3_stmt _statement;
    private readonly Dictionary<string, Period?>.AlternateLookup<ReadOnlySpan<char>> _periods =
        new Dictionary<string, Period?>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<Measurement> _measurements = [];
    private PeriodKind _kind;

    public SqliteHistories(SqliteConnection connection)
    {
        var code = raw.sqlite3_prepare_v2(connection.Handle!, Sql, out _statement);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    /// <param name="stamps">The readings that count; figures of others are passed over.</param>
    /// <returns>
    /// By unit, period and age, until the next is read; figures of another kind than the indicator is measured by now are not among them.
    /// </returns>
    public IReadOnlyList<Measurement> Read(string indicator, PeriodKind kind, IReadOnlyDictionary<long, ReadingStamp> stamps, IReadOnlyDictionary<long, Decision> decisions)
    {
        if (kind != _kind)
            _periods.Dictionary.Clear();
        _kind = kind;
        _measurements.Clear();
        var unit = "";
        Check(raw.sqlite3_reset(_statement));
        Check(raw.sqlite3_bind_text(_statement, 1, indicator));
        while (Check(raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
        {
            if (!stamps.TryGetValue(raw.sqlite3_column_int64(_statement, 3), out var stamp) || PeriodOf(Text(1)) is not { } period)
                continue;
            var named = Text(0);
            unit = Same(named, unit) ? unit : Encoding.UTF8.GetString(named);
            var id = raw.sqlite3_column_int64(_statement, 2);
            _measurements.Add(new Measurement(id, unit, period, FigureOf(), stamp, decisions.TryGetValue(id, out var decision) ? decision : null));
        }

        return _measurements;
    }

    public void Dispose() => _statement.Dispose();

    private ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_statement, column);

    // What a figure is follows from which of its numbers it has; its kind is asked for only where it has none.
    private Figure FigureOf()
    {
        var first = Text(5);
        if (first.IsEmpty)
            return Text(4)[0] == (byte)'S' ? Figure.Suppressed : Figure.NotANumber;
        var second = Text(6);
        return second.IsEmpty ? Figure.Value(Number(first)) : Figure.Ratio(Number(first), Number(second));
    }

    private static decimal Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out decimal number, out var read) && read == text.Length ? number
            : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    // An indicator that was measured by the day and now is by the month keeps its old figures, but is not judged by them.
    private Period? PeriodOf(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[16];
        if (utf8.Length > text.Length)
            return null;
        text = text[..Encoding.ASCII.GetChars(utf8, text)];
        if (!_periods.TryGetValue(text, out var period))
            _periods[text] = period = Period.TryParse(text, _kind, out var parsed) && text.SequenceEqual(parsed.ToString()) ? parsed : null;
        return period;
    }

    private static bool Same(ReadOnlySpan<byte> utf8, string text)
    {
        if (utf8.Length != text.Length)
            return false;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != text[i] || utf8[i] > 127)
                return false;
        }

        return true;
    }

    private int Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, raw.sqlite3_db_handle(_statement));
        return code;
    }
}
