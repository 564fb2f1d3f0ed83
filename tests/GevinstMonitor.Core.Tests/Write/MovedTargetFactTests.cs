using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>Lowering a target is an event that people hear of.</summary>
public class MovedTargetFactTests
{
    private static Plan Version(int version, decimal summer, decimal winter, params Plan[] earlier)
    {
        var path = Given.Path(new Baseline(Given.Day("2025-12-31"), 42), new Milestone(Given.Day("2026-07-31"), summer), new Milestone(Given.Day("2026-12-31"), winter));
        return Given.Plan(Given.Benefit(Given.Whole(path)) with { Id = "centerchef" }) with
        {
            Version = version,
            Approved = new Approval(Given.Day("2026-03-12"), "Direktionen", null),
            Earlier = earlier,
        };
    }

    private static string? Moved(Plan plan)
    {
        var desk = Desk() with { Plans = new Dictionary<string, Plan> { ["digital-post"] = plan } };
        var facts = new LetterWriter(desk).Write([Change(1, "centerchef")], [], Today).Single().Letter.Sections.Single().Facts;
        return facts.SingleOrDefault(f => f.Label == "Målet er ændret")?.Text;
    }

    [Fact]
    public void NextMilestone_ThatWasLowered_IsTold() =>
        Assert.Equal("oprindeligt 60,0 % senest 31. juli 2026, nu 55,0 % (version 2, godkendt 12. marts 2026 af Direktionen)",
            Moved(Version(2, 55, 70, Version(1, 60, 70))));

    [Fact]
    public void LastMilestone_ThatWasLoweredWhileTheNextIsAsBefore_IsTold() =>
        Assert.Equal("oprindeligt 80,0 % senest 31. december 2026, nu 70,0 % (version 2, godkendt 12. marts 2026 af Direktionen)",
            Moved(Version(2, 55, 70, Version(1, 55, 80))));

    [Fact]
    public void Targets_LoweredTwice_AreHeldAgainstTheOriginal() =>
        Assert.Equal("oprindeligt 60,0 % senest 31. juli 2026, nu 50,0 % (version 3, godkendt 12. marts 2026 af Direktionen)",
            Moved(Version(3, 50, 70, Version(1, 60, 70), Version(2, 55, 70))));

    [Fact]
    public void Targets_OfAVersionThatIsNotApprovedYet_NameWhatIsApproved()
    {
        var next = Version(3, 50, 70, Version(1, 60, 70), Version(2, 55, 70)) with { Approved = new Approval(Today.AddDays(1), "Direktionen", null) };

        Assert.EndsWith("(version 3, godkendt 7. juli 2026 af Direktionen); den er ikke godkendt endnu, og det senest godkendte er 55,0 % senest 31. juli 2026", Moved(next), StringComparison.Ordinal);
        Assert.EndsWith("(version 3, godkendt 12. marts 2026 af Direktionen)", Moved(next with { Approved = new Approval(Given.Day("2026-03-12"), "Direktionen", null) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_ThatAreAsBefore_AreNotMentioned()
    {
        Assert.Null(Moved(Version(1, 55, 70)));
        Assert.Null(Moved(Version(2, 55, 70, Version(1, 55, 70))));
    }

    [Fact]
    public void LastMilestone_ThatWasPutOff_SaysBothDays()
    {
        var late = Given.Path(new Baseline(Given.Day("2025-12-31"), 42), new Milestone(Given.Day("2026-07-31"), 55), new Milestone(Given.Day("2027-06-30"), 70));
        var plan = Version(2, 55, 70, Version(1, 55, 70));

        Assert.Equal("oprindeligt 70,0 % senest 31. december 2026, nu 70,0 % senest 30. juni 2027 (version 2, godkendt 12. marts 2026 af Direktionen)",
            Moved(plan with { Benefits = [plan.Benefits[0] with { Places = [plan.Benefits[0].Places[0] with { Path = late }] }] }));
    }
}
