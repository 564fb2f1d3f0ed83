using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

public class LetterIdTests
{
    private static string Id(Desk desk, DateOnly on, params Pending<DeviationChange>[] changes) => new LetterWriter(desk).Write(changes, [], on).Single().Letter.Id;

    [Fact]
    public void SameChanges_WrittenAgain_AreTheSameLetter()
    {
        var id = Id(Desk(), Today, Change(1, "centerchef"), Change(2, "digitalisering"));

        Assert.Matches("^[0-9a-f]{20}$", id);
        Assert.Equal(id, Id(Desk(), Today, Change(1, "centerchef"), Change(2, "digitalisering")));
        Assert.Equal(id, Id(Desk(), Today.AddDays(1), Change(2, "digitalisering"), Change(1, "centerchef")));
        Assert.Equal(id, Id(Desk(culture: "en-GB"), Today, Change(1, "centerchef"), Change(2, "digitalisering")));
    }

    [Fact]
    public void OtherChanges_OrAnotherPerson_AreAnotherLetter()
    {
        var ids = new[]
        {
            Id(Desk(), Today, Change(1, "centerchef")),
            Id(Desk(), Today, Change(2, "centerchef")),
            Id(Desk(), Today, Change(1, "teamleder")),
            Id(Desk(), Today, Change(12, "centerchef")),
            Id(Desk(), Today, Change(1, "centerchef"), Change(2, "digitalisering")),
            new LetterWriter(Desk()).Write([], [Doubt(1, "centerchef")], Today).Single().Letter.Id,
            new LetterWriter(Desk()).Write([], [Fault(1, "post-register")], Today).Single().Letter.Id,
        };

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
