using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Tests.Organisation;

/// <summary>A municipality, a centre in it, a team in the centre; the team's leader is not stated.</summary>
public class LeaderAboveTests
{
    private static readonly OrganisationChart Chart = new(
        [new Unit("kommunen", "Kommunen", null, [], "direktoer"), new Unit("center", "Center", "kommunen", [], "chef"), new Unit("team", "Team", "center", [])], [], []);

    [Theory]
    [InlineData("chef", "center", "direktoer")]
    [InlineData("chef", "team", "direktoer")]
    [InlineData("chef", Unit.Whole, "direktoer")]
    [InlineData("medarbejder", "team", "chef")]
    [InlineData("medarbejder", "center", "chef")]
    [InlineData("medarbejder", Unit.Whole, "direktoer")]
    [InlineData("direktoer", "center", null)]
    [InlineData("direktoer", Unit.Whole, null)]
    [InlineData("medarbejder", "nedlagt", null)]
    public void LeaderAbove_AnOwner_LeadsTheUnitAboveTheirOwn(string owner, string unit, string? leader) => Assert.Equal(leader, Chart.LeaderAbove(owner, unit));

    [Fact]
    public void LeaderAbove_WhereSeveralUnitsAreAtTheTop_IsNotGuessed() =>
        Assert.Null(new OrganisationChart([new Unit("a", "A", null, [], "chef-a"), new Unit("b", "B", null, [], "chef-b")], [], []).LeaderAbove("ejer", Unit.Whole));
}
