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
}
