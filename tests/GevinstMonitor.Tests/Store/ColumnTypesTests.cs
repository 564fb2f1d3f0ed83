using System.Globalization;
using GevinstMonitor.Store;

namespace GevinstMonitor.Tests.Store;

public sealed class ColumnTypesTests
{
    // As SQL Server's driver gives them: with all the decimals of the column, or as many as a decimal holds beside the rest.
    [Theory]
    [InlineData("480.000000000000000000", "480")]
    [InlineData("0.000000000000000000", "0")]
    [InlineData("-52.300000000000000000", "-52.3")]
    [InlineData("52.333333333333333333", "52.333333333333333333")]
    [InlineData("999999999999999.0000000000000", "999999999999999")]
    [InlineData("12345678901.333333333333333333", "12345678901.333333333333333333")]
    public void Number_FromAColumnOfManyDecimals_IsTheSameAndShort(string stored, string number) =>
        Assert.Equal(number, ColumnTypes.Number(decimal.Parse(stored, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
}
