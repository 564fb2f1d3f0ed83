using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Tests.Organisation;

public class UnitOfCodeTests
{
    private static OrganisationChart Chart => new(
        [new Unit("kommunen", "Eksempelby Kommune", null, []), new Unit("borgerservice", "Center for Borgerservice", "kommunen", ["CBS", "0451"])], [], []);

    [Theory]
    [InlineData("borgerservice")]
    [InlineData("BorgerService")]
    [InlineData("CBS")]
    [InlineData("cbs")]
    [InlineData("0451")]
    public void Unit_ByItsIdOrAnyCode_IsFoundWhateverTheCase(string code) => Assert.Equal("borgerservice", Chart.UnitOf(code));

    [Theory]
    [InlineData("451")]
    [InlineData("")]
    [InlineData("Center for Borgerservice")]
    public void Unit_ByWhatNobodyCallsIt_IsUnknown(string code) => Assert.Null(Chart.UnitOf(code));

    [Fact]
    public void UnitName_OfAnUnknownUnit_IsItsId()
    {
        Assert.Equal("Center for Borgerservice", Chart.UnitName("borgerservice"));
        Assert.Equal("nedlagt", Chart.UnitName("nedlagt"));
    }
}
