using GevinstMonitor.Core.Organisation;

namespace GevinstMonitor.Core.Tests.Organisation;

public class OrganisationChartTests
{
    private static OrganisationChart Chart(params OrganisationPost[] posts) => new([], posts, []);

    private static OrganisationPost Post(string id, string? deputy, params Holder[] holders) => new(id, $"Titel {id}", deputy, holders);

    private static Holder Held(string name, string from, string? to = null) =>
        new(name, $"{name}@eksempelby.example", Given.Day(from), to is null ? null : Given.Day(to));

    [Fact]
    public void Post_WithAHolder_TheHolderHears()
    {
        var chart = Chart(Post("chef", null, Held("anna", "2024-01-01")));

        Assert.Equal(new Addressee("chef", "anna", "anna@eksempelby.example", null), chart.WhoHears("chef", Given.Day("2026-06-01")));
    }

    [Fact]
    public void Post_HandedOver_BothEndDaysCount()
    {
        var chart = Chart(Post("chef", null, Held("anna", "2024-01-01", "2026-05-31"), Held("bo", "2026-06-01")));

        Assert.Null(chart.WhoHears("chef", Given.Day("2023-12-31")));
        Assert.Equal("anna", chart.WhoHears("chef", Given.Day("2024-01-01"))?.Name);
        Assert.Equal("anna", chart.WhoHears("chef", Given.Day("2026-05-31"))?.Name);
        Assert.Equal("bo", chart.WhoHears("chef", Given.Day("2026-06-01"))?.Name);
    }

    [Fact]
    public void Post_HeldForOneDay_IsHeldThatDay()
    {
        var chart = Chart(Post("chef", null, Held("anna", "2026-05-31", "2026-05-31")));

        Assert.Null(chart.WhoHears("chef", Given.Day("2026-05-30")));
        Assert.Equal("anna", chart.WhoHears("chef", Given.Day("2026-05-31"))?.Name);
        Assert.Null(chart.WhoHears("chef", Given.Day("2026-06-01")));
    }

    [Fact]
    public void Deputy_OfAVacantPost_HearsInstead()
    {
        var chart = Chart(Post("chef", "souschef"), Post("souschef", null, Held("bo", "2024-01-01")));

        Assert.Equal(new Addressee("souschef", "bo", "bo@eksempelby.example", "Titel chef"), chart.WhoHears("chef", Given.Day("2026-06-01")));
    }

    [Fact]
    public void Deputy_WhilePostIsHeld_DoesNotHear()
    {
        var chart = Chart(Post("chef", "souschef", Held("anna", "2024-01-01")), Post("souschef", null, Held("bo", "2024-01-01")));

        Assert.Equal("anna", chart.WhoHears("chef", Given.Day("2026-06-01"))?.Name);
    }

    [Fact]
    public void Deputy_OfADeputy_HearsInsteadOfTheFirst()
    {
        var chart = Chart(Post("chef", "souschef"), Post("souschef", "leder"), Post("leder", null, Held("cim", "2024-01-01")));

        Assert.Equal(new Addressee("leder", "cim", "cim@eksempelby.example", "Titel chef"), chart.WhoHears("chef", Given.Day("2026-06-01")));
    }

    [Fact]
    public void Deputies_InACircleOfVacantPosts_NobodyHears()
    {
        var chart = Chart(Post("a", "b"), Post("b", "c"), Post("c", "b"), Post("selv", "selv"));

        Assert.Null(chart.WhoHears("a", Given.Day("2026-06-01")));
        Assert.Null(chart.WhoHears("selv", Given.Day("2026-06-01")));
    }

    [Fact]
    public void Post_ThatNobodyKnows_NobodyHears() =>
        Assert.Null(Chart(Post("chef", null, Held("anna", "2024-01-01"))).WhoHears("ukendt", Given.Day("2026-06-01")));
}
