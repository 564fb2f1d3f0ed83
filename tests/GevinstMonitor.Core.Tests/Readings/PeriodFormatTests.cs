using FsCheck.Xunit;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Readings;

public class PeriodFormatTests
{
    [Theory]
    [InlineData(PeriodKind.Day, "2025M01D05", "2025-01-05")]
    [InlineData(PeriodKind.Week, "2025U01", "2025-W01")]
    [InlineData(PeriodKind.Week, "2026U53", "2026-W53")]
    [InlineData(PeriodKind.Month, "2025M01", "2025-01")]
    [InlineData(PeriodKind.Month, " 2025M12 ", "2025-12")]
    [InlineData(PeriodKind.Quarter, "2025K1", "2025-Q1")]
    [InlineData(PeriodKind.Quarter, "2025Q4", "2025-Q4")]
    [InlineData(PeriodKind.HalfYear, "2025H1", "2025-H1")]
    [InlineData(PeriodKind.Year, "2025", "2025")]
    public void Read_WithoutAPattern_KnowsStatisticsDenmarksForms(PeriodKind kind, string text, string expected) =>
        Assert.Equal(expected, PeriodFormat.Of(null, kind).Read(text)?.ToString());

    [Theory]
    [InlineData(PeriodKind.Month, "2025M13")]
    [InlineData(PeriodKind.Month, "2025M1")]
    [InlineData(PeriodKind.Month, "2025M")]
    [InlineData(PeriodKind.Month, "2025K1")]
    [InlineData(PeriodKind.Month, "2025")]
    [InlineData(PeriodKind.Week, "2025U53")]
    [InlineData(PeriodKind.Week, "2025U1")]
    [InlineData(PeriodKind.Week, "2025M01")]
    [InlineData(PeriodKind.Quarter, "2025K5")]
    [InlineData(PeriodKind.Quarter, "2025K01")]
    [InlineData(PeriodKind.Quarter, "2025M03")]
    [InlineData(PeriodKind.HalfYear, "2025H3")]
    [InlineData(PeriodKind.HalfYear, "2025K2")]
    [InlineData(PeriodKind.Year, "2025M01")]
    [InlineData(PeriodKind.Year, "2024/25")]
    public void Read_OfAnotherKindOfPeriodOrOneThatIsNot_IsNothing(PeriodKind kind, string text) =>
        Assert.Null(PeriodFormat.Of(null, kind).Read(text));

    [Theory]
    [InlineData("2025M01")]
    [InlineData("2025-01")]
    public void Read_WithAPattern_KnowsThatPatternAlone(string text) =>
        Assert.Null(PeriodFormat.Of("MM-yyyy", PeriodKind.Month).Read(text));

    [Theory]
    [InlineData(PeriodKind.Month, "MM-yyyy", "01-2025", "2025-01")]
    [InlineData(PeriodKind.Month, "dd.MM.yyyy", " 31.01.2025 ", "2025-01")]
    [InlineData(PeriodKind.Week, "'Uge 'w-yyyy", "Uge 7-2025", "2025-W07")]
    [InlineData(PeriodKind.Week, "'Uge 'w-yyyy", "uge 52-2025", "2025-W52")]
    [InlineData(PeriodKind.Week, "'Uge 'w-yyyy", "Uge 1-2025", "2025-W01")]
    [InlineData(PeriodKind.Week, "ww/yyyy", "07/2025", "2025-W07")]
    [InlineData(PeriodKind.Week, "yyyy\"w\"ww", "2026W53", "2026-W53")]
    [InlineData(PeriodKind.Quarter, "yyyy'K'q", "2025k3", "2025-Q3")]
    [InlineData(PeriodKind.Quarter, "q. 'kvartal' yyyy", "4. kvartal 2025", "2025-Q4")]
    [InlineData(PeriodKind.HalfYear, "\\hh-yyyy", "h2-2025", "2025-H2")]
    [InlineData(PeriodKind.Year, "h/yyyy", "2/2025", "2025")]
    [InlineData(PeriodKind.Quarter, "yyyy.q", "0001.1", "0001-Q1")]
    [InlineData(PeriodKind.Quarter, "yyyy.q", "9998.4", "9998-Q4")]
    public void Read_WithAPattern_KnowsWhatIsWrittenSo(PeriodKind kind, string pattern, string text, string expected) =>
        Assert.Equal(expected, PeriodFormat.Of(pattern, kind).Read(text)?.ToString());

    [Theory]
    [InlineData("'Uge 'w-yyyy", "Uge 53-2025")]
    [InlineData("'Uge 'w-yyyy", "Uge 0-2025")]
    [InlineData("'Uge 'w-yyyy", "Uge 7-25")]
    [InlineData("'Uge 'w-yyyy", "Uge 7-2025 ca.")]
    [InlineData("ww/yyyy", "7/2025")]
    [InlineData("yyyy.q", "2025.5")]
    [InlineData("yyyy.q", "2025.0")]
    [InlineData("yyyy.q", "2025q1")]
    [InlineData("yyyy.q", "0000.1")]
    [InlineData("yyyy.q", "9999.1")]
    [InlineData("yyyy-h", "2025-3")]
    [InlineData("q/h/yyyy", "1/1/2025")]
    [InlineData("q", "1")]
    public void Read_WithAPattern_KnowsNoPeriodThatIsNot(string pattern, string text) =>
        Assert.Null(PeriodFormat.Of(pattern, PeriodKind.Week).Read(text));

    [Theory]
    [InlineData(PeriodKind.Week, null, "2026-12-31", "2026-W53")]
    [InlineData(PeriodKind.Month, "MM-yyyy", "2026-12-31", "12-2026")]
    [InlineData(PeriodKind.Week, "w-yyyy", "2025-12-31", "1-2026")]
    [InlineData(PeriodKind.Week, "ww-yyyy", "2025-12-31", "01-2026")]
    [InlineData(PeriodKind.Quarter, "yyyy'K'q", "2025-12-31", "2025K4")]
    [InlineData(PeriodKind.HalfYear, "h. 'halvår' yyyy", "2025-12-31", "2. halvår 2025")]
    public void Write_OfADay_IsThePeriodThatItLiesIn(PeriodKind kind, string? pattern, string day, string expected) =>
        Assert.Equal(expected, PeriodFormat.Of(pattern, kind).Write(Given.Day(day)));

    [Property(Arbitrary = [typeof(AnyPeriod)])]
    public void Read_OfWhatIsWritten_IsThePeriodThatTheDayLiesIn(DateOnly day)
    {
        foreach (var (kind, pattern) in new[] { (PeriodKind.Day, "d/M yyyy"), (PeriodKind.Week, "'Uge 'w-yyyy"), (PeriodKind.Week, "yyyyww"), (PeriodKind.Month, "yyyy\\MMM"), (PeriodKind.Quarter, "q.yyyy"), (PeriodKind.HalfYear, "yyyy'-H'h"), (PeriodKind.Year, "yyyy") })
        {
            var format = PeriodFormat.Of(pattern, kind);
            Assert.Equal(Period.Containing(kind, day), format.Read(format.Write(day)));
        }
    }

    [Theory]
    [InlineData("'Uge 'w-yyyy", "wy")]
    [InlineData("dd-MM-yyyy d", "dMy")]
    [InlineData("yyyy\"q\"h", "yh")]
    [InlineData("\\q\\\\q", "q")]
    [InlineData("'whatever is not closed qwh", "")]
    [InlineData("q\\", "q")]
    [InlineData("", "")]
    public void LettersOf_APattern_AreThoseThatStandForNumbers(string pattern, string letters) =>
        Assert.Equal(letters, PeriodFormat.LettersOf(pattern));
}
