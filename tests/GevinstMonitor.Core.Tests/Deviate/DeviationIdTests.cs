using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Tests.Deviate;

public class DeviationIdTests
{
    private static string Id(string plan = "digital-post", string benefit = "porto", string unit = "a", string at = "2026-07-05T04:00:00") =>
        Deviation.IdOf(plan, benefit, unit, Given.Utc(at));

    [Fact]
    public void Id_IsShortEnoughToSayAloud() => Assert.Matches("^D-[0-9a-f]{10}$", Id());

    [Fact]
    public void Id_OfTheSamePlaceAtTheSameMoment_IsTheSameInAnyTimeZone() =>
        Assert.Equal(Id(), Deviation.IdOf("digital-post", "porto", "a", Given.Clock("2026-07-05 06:00")));

    [Fact]
    public void Id_OfAnotherPlaceOrMoment_IsAnother() =>
        Assert.Equal(6, new[] { Id(), Id(plan: "loen"), Id(benefit: "tid"), Id(unit: "b"), Id(at: "2026-07-06T04:00:00"), Id(plan: "digital", benefit: "post\nporto") }.Distinct().Count());
}
