using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

public class OrderTests
{
    // All benefits of one person: five posts held by Anna.
    private static OrganisationPost[] Annas => [.. "abcde".Select(id => Held($"{id}", $"Post {id}", "Anna"))];

    private static IEnumerable<string> Headings(params Pending<DeviationChange>[] changes)
    {
        var desk = Desk(more: Annas);
        desk = desk with { Plans = new Dictionary<string, Core.Plans.Plan> { ["digital-post"] = Given.Plan([.. Annas.Select(BenefitOf)]) } };
        return new LetterWriter(desk).Write(changes, [], Today).Single().Letter.Sections.Select(s => s.Heading);
    }

    [Fact]
    public void Sections_AreSortedByKronerWithTheResolvedLast() =>
        Assert.Equal(["Gevinst d", "Gevinst a", "Gevinst e", "Gevinst b", "Gevinst c"], Headings(
            Change(1, "a", kroner: 5_000),
            Change(2, "b", ChangeKind.Resolved, kroner: 900_000),
            Change(3, "c", ChangeKind.Resolved, kroner: 100),
            Change(4, "d", kroner: 412_000),
            Change(5, "e")));

    [Fact]
    public void Sections_WithoutKroner_HaveTheRedFirst() =>
        Assert.Equal(["Gevinst b", "Gevinst a"], Headings(Change(1, "a", level: Level.Amber), Change(2, "b", level: Level.Red)));
}
