using FsCheck.Xunit;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Tests.Evaluate;

public class BalanceTests
{
    private static readonly DateOnly Today = Given.Day("2026-09-01");

    private static Plan Plan(string? booked, params Change[] changes) =>
        Given.Plan(Given.Benefit(Given.Whole(Given.Path(new Baseline(Given.Day("2025-12-31"), 40), new Milestone(Given.Day("2026-12-31"), 60))) with
        {
            Worth = new Worth(10_000, booked is null ? null : new Booking("borgerservice", Given.Day(booked))),
        })) with
        { Changes = changes };

    private static Change Change(string due, string? done) => new($"c{due}{done}", "Ambassadører", null, Given.Day(due), done is null ? null : Given.Day(done));

    private static Balance Of(Plan plan) => Balance.Of(plan, [], Today)!;

    [Fact]
    public void Budget_CutAndChangeDone_IsInBalance() =>
        Assert.Equal((Corner.InBalance, null, 200_000m, 1), Told(Of(Plan("2026-01-01", Change("2026-03-31", "2026-03-18")))));

    [Fact]
    public void Budget_CutWhileNothingIsDone_IsBudgetWithoutChangeFromTheCutOn() =>
        Assert.Equal((Corner.BudgetWithoutChange, Given.Day("2026-01-01"), 200_000m, 0), Told(Of(Plan("2026-01-01", Change("2026-03-31", null)))));

    [Fact]
    public void Budget_CutBeforeAnyChangeIsDue_IsBudgetWithoutChangeFromTheCutOn() =>
        Assert.Equal((Corner.BudgetWithoutChange, Given.Day("2026-05-01"), 200_000m, 0), Told(Of(Plan("2026-05-01", Change("2026-12-31", null)))));

    [Fact]
    public void Change_DoneAndNothingBooked_IsChangeWithoutBudgetFromWhenAllWasDone() =>
        Assert.Equal((Corner.ChangeWithoutBudget, Given.Day("2026-03-18"), 0m, 1), Told(Of(Plan(null, Change("2026-03-31", "2026-03-18")))));

    [Fact]
    public void Change_DoneAndTheBudgetCutLater_IsAsPlanned() =>
        Assert.Equal((Corner.InBalance, null, 0m, 1), Told(Of(Plan("2027-01-01", Change("2026-03-31", "2026-03-18")))));

    [Fact]
    public void Changes_OfWhichOneIsDoneAndTheOtherNotDueYet_AreNotLeftToSlide() =>
        Assert.Equal((Corner.InBalance, null, 0m, 1), Told(Of(Plan(null, Change("2026-03-31", "2026-03-18"), Change("2026-12-31", null)))));

    [Fact]
    public void Budget_OfAnotherBenefitThatIsCutLater_IsNotLeftToSlide()
    {
        var (plan, later) = (Plan(null, Change("2026-03-31", "2026-03-18")), Plan("2027-01-01").Benefits[0] with { Id = "tid" });
        Assert.Equal(Corner.InBalance, Of(plan with { Benefits = [.. plan.Benefits, later] }).Corner);
    }

    [Fact]
    public void Day_OfTheCutOrOfTheChange_CountsItself()
    {
        Assert.Equal((Corner.BudgetWithoutChange, Today, 200_000m, 0), Told(Of(Plan("2026-09-01", Change("2026-12-31", null)))));
        Assert.Equal((Corner.ChangeWithoutBudget, Today, 0m, 1), Told(Of(Plan(null, Change("2026-12-31", "2026-09-01")))));
        Assert.Equal((Corner.Neither, null, 0m, 0), Told(Of(Plan("2026-09-02", Change("2026-12-31", "2026-09-02")))));
    }

    [Fact]
    public void Changes_DoneOneAfterAnother_AreLeftToSlideFromTheLastOn() =>
        Assert.Equal((Corner.ChangeWithoutBudget, Given.Day("2026-05-02"), 0m, 2), Told(Of(Plan(null, Change("2026-03-31", "2026-03-18"), Change("2026-06-30", "2026-05-02")))));

    [Fact]
    public void Budgets_OfTwoBenefits_AreTakenTogetherFromTheFirstCutOn()
    {
        var (plan, other) = (Plan("2026-05-01", Change("2026-12-31", null)), Plan("2026-03-01").Benefits[0] with { Id = "tid" });
        Assert.Equal((Corner.BudgetWithoutChange, Given.Day("2026-03-01"), 400_000m, 0), Told(Of(plan with { Benefits = [.. plan.Benefits, other] })));
    }

    [Fact]
    public void Neither_CutNorDone_IsNoImbalance() =>
        Assert.Equal((Corner.Neither, null, 0m, 0), Told(Of(Plan("2027-01-01", Change("2026-12-31", null)))));

    [Fact]
    public void Imbalance_ThatLasts_HasOneBeginning()
    {
        // Cut from New Year with nothing done: that a change becomes overdue later, or that the oldest of two is done, is the same imbalance still.
        Assert.Equal(Given.Day("2026-01-01"), Of(Plan("2026-01-01", Change("2026-06-30", null))).Since);
        Assert.Equal(Given.Day("2026-04-01"), Of(Plan("2026-01-01", Change("2025-12-01", "2025-12-01"), Change("2026-03-31", "2026-08-01"), Change("2026-07-31", null))).Since);
    }

    [Fact]
    public void Budget_BookedForTheWholeAndInheritedByItsUnits_IsTakenOnce()
    {
        var plan = Plan("2026-01-01", Change("2026-03-31", "2026-03-18"));
        var whole = plan.Benefits[0].Places[0];
        var split = plan with { Benefits = [plan.Benefits[0] with { Places = [whole, whole with { Unit = "nord" }, whole with { Unit = "syd" }] }] };
        Assert.Equal(200_000m, Of(split).BudgetTaken);
        Assert.Equal(400_000m, Of(split with { Benefits = [split.Benefits[0] with { Places = [whole with { Worth = null }, .. split.Benefits[0].Split] }] }).BudgetTaken);
    }

    [Fact]
    public void Plan_WithoutWorthOrWithoutChanges_HasNothingToHoldTogether()
    {
        Assert.Null(Balance.Of(Plan("2026-01-01"), [], Today));
        var nothing = Plan("2026-01-01", Change("2026-03-31", null));
        Assert.Null(Balance.Of(nothing with { Benefits = [nothing.Benefits[0] with { Places = [nothing.Benefits[0].Places[0] with { Worth = new Worth(0, null) }] }] }, [], Today));
        Assert.Null(Balance.Of(Given.Plan(Given.Benefit(Given.Whole(Given.Flat(50)))) with { Changes = [Change("2026-03-31", null)] }, [], Today));
    }

    [Fact]
    public void Imbalance_IsToldAfterAQuarterAndNotBefore()
    {
        var balance = Of(Plan("2026-04-01", Change("2026-03-31", null)));
        Assert.False(balance.HasLasted(Given.Day("2026-07-01")));
        Assert.True(balance.HasLasted(Given.Day("2026-07-02")));
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(45, 0.5)]
    [InlineData(50, 1)]
    [InlineData(58, 1)]
    [InlineData(30, 0)]
    public void Effect_IsThePartOfWhatIsPromisedByNow(int actual, double share)
    {
        var plan = Plan("2026-01-01", Change("2026-03-31", "2026-03-18"));
        var judged = new Judgement { Period = Given.Period("2026-06"), Standing = Standing.OnTrack, Expected = 50, Actual = actual, Gap = 50 - actual };
        var seen = new Evaluation(plan, plan.Benefits[0], plan.Benefits[0].Places[0], Given.Indicator(), [judged]);
        Assert.Equal((decimal)share, Balance.Of(plan, [seen], Today)!.Effect);
        Assert.Null(Balance.Of(plan, [seen with { Judgements = [judged with { Standing = Standing.Late, Actual = null, Gap = null }] }], Today)!.Effect);
    }

    [Fact]
    public void Effect_OfSeveralPlaces_IsTheirAverageWithoutThoseThatPromiseNothingYet()
    {
        var plan = Plan("2026-01-01", Change("2026-03-31", "2026-03-18"));
        Evaluation Seen(Better better, decimal expected, decimal actual) => new(plan, plan.Benefits[0], plan.Benefits[0].Places[0], Given.Indicator() with { Better = better },
            [new Judgement { Period = Given.Period("2026-06"), Standing = Standing.OnTrack, Expected = expected, Actual = actual, Gap = 0 }]);

        Assert.Equal(0.625m, Balance.Of(plan, [Seen(Better.Higher, 50, 45), Seen(Better.Lower, 20, 25), Seen(Better.Higher, 40, 45), Seen(Better.Lower, 45, 30)], Today)!.Effect);
    }

    /// <summary>Whatever the days are, the corner is the one that they say, and only an imbalance has a beginning.</summary>
    [Property]
    public void Corner_OfAnyDays_HasABeginningOnlyOutOfBalance(short booked, short due, short? done)
    {
        var plan = Plan($"{Today.AddDays(booked % 400):yyyy-MM-dd}", Change($"{Today.AddDays(due % 400):yyyy-MM-dd}", done is { } d ? $"{Today.AddDays(d % 400):yyyy-MM-dd}" : null));
        var balance = Of(plan);
        Assert.Equal(balance.Corner is Corner.BudgetWithoutChange or Corner.ChangeWithoutBudget, balance.Since is not null);
        Assert.Equal(booked % 400 <= 0, balance.BudgetTaken > 0);
        Assert.True(balance.Since is not { } since || since <= Today);
    }

    private static (Corner, DateOnly?, decimal, int) Told(Balance balance) => (balance.Corner, balance.Since, balance.BudgetTaken, balance.ChangesDone);
}
