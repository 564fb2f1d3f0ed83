using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Core.Tests.Deviate;

public class DeviationRuleTests
{
    private static (ChangeKind, ChangeReason, Level)? Next(Deviation? open, string months, Confirm? confirm = null) =>
        DeviationRule.Next(open, Months.Seen(months, confirm), Months.Now) is { } change ? (change.Kind, change.Reason, change.Deviation.Level) : null;

    private static readonly (ChangeKind, ChangeReason, Level)? OpenedAmber = (ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Amber);
    private static readonly (ChangeKind, ChangeReason, Level)? OpenedRed = (ChangeKind.Opened, ChangeReason.BeyondTolerance, Level.Red);

    [Fact]
    public void Amber_OneMonth_MayBeChance() => Assert.Null(Next(null, "ga"));

    [Fact]
    public void Amber_TwoMonthsInARow_IsADeviation() => Assert.Equal(OpenedAmber, Next(null, "gaa"));

    [Fact]
    public void Amber_TwoMonthsWithAGreenBetween_IsNone() => Assert.Null(Next(null, "aga"));

    [Fact]
    public void Amber_TwoMonthsWithAnUnknownBetween_IsADeviation() => Assert.Equal(OpenedAmber, Next(null, "gala"));

    [Fact]
    public void Amber_OneMonthBetweenUnknownOnes_IsStillOneMonth() => Assert.Null(Next(null, "glla"));

    [Fact]
    public void Red_OneMonth_IsADeviationAtOnce() => Assert.Equal(OpenedRed, Next(null, "gr"));

    [Fact]
    public void Red_ThenAmber_IsAnAmberDeviationOfTwoMonths() => Assert.Equal(OpenedAmber, Next(null, "gra"));

    [Fact]
    public void Amber_ThenRed_IsARedDeviation() => Assert.Equal(OpenedRed, Next(null, "gar"));

    [Fact]
    public void Confirm_OfOneAmber_TellsAtOnce() => Assert.Equal(OpenedAmber, Next(null, "ga", new Confirm(1, 1)));

    [Fact]
    public void Confirm_OfThreeRed_WaitsForThreeOrForTheAmberOnes()
    {
        Assert.Null(Next(null, "grr", new Confirm(4, 3)));
        Assert.Equal(OpenedRed, Next(null, "grrr", new Confirm(4, 3)));
        Assert.Equal(OpenedAmber, Next(null, "grr", new Confirm(2, 3)));
    }

    [Fact]
    public void OnTrack_WithNothingOpen_ChangesNothing() => Assert.Null(Next(null, "rrg"));

    [Fact]
    public void OpenAmber_ThatTurnsRed_IsWorse() =>
        Assert.Equal((ChangeKind.Worsened, ChangeReason.GapGrew, Level.Red), Next(Months.Open(Level.Amber), "aar"));

    [Fact]
    public void OpenAmber_ThatTurnsRed_IsWorseOnlyWhenRedIsConfirmed()
    {
        Assert.Null(Next(Months.Open(Level.Amber), "aar", new Confirm(2, 2)));
        Assert.Equal((ChangeKind.Worsened, ChangeReason.GapGrew, Level.Red), Next(Months.Open(Level.Amber), "aarlr", new Confirm(2, 2)));
    }

    [Fact]
    public void OpenRed_ThatIsAmberForThreeMonths_IsBetterButNotOver()
    {
        Assert.Null(Next(Months.Open(Level.Red), "raa"));
        Assert.Equal((ChangeKind.Improved, ChangeReason.GapShrank, Level.Amber), Next(Months.Open(Level.Red), "rala" + "a"));
        Assert.Equal((ChangeKind.Improved, ChangeReason.GapShrank, Level.Amber), Next(Months.Open(Level.Red), "aaa"));
        Assert.Null(Next(Months.Open(Level.Red), "rlaa"));
    }

    /// <summary>A level at the edge of red crosses it every other month: that is one deviation, and one letter.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Level_AtTheEdgeOfRed_IsToldAsWorseOnce(bool counted)
    {
        Deviation? open = null;
        var told = new List<ChangeKind>();
        for (var months = 13; months < 40; months++)
        {
            var seen = Months.Seen(new string('g', 12) + string.Concat(Enumerable.Range(0, months - 12).Select(m => m % 2 == 0 ? 'r' : 'a')));
            if (DeviationRule.Next(open, seen with { Benefit = seen.Benefit with { Confirm = counted ? Confirm.Default : null } }, Months.Now) is not { } change)
                continue;
            open = change.Deviation;
            if (change.IsTold)
                told.Add(change.Kind);
        }

        Assert.Equal([ChangeKind.Opened], told);
    }

    /// <summary>Good, bad and good again: the bad months are not taken for noise that keeps the case open.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Benefit_BackForThreeMonths_IsBackHoweverBadItWas(int amber)
    {
        var place = Given.Whole(Given.Flat(50)) with { Tolerance = new Tolerance(amber, 5) };
        var seen = Months.Seen(new string('g', 18) + new string('r', 6) + "ggg") with { Place = place };
        seen = seen with { Benefit = seen.Benefit with { Confirm = null } };
        Assert.Equal(ChangeKind.Resolved, DeviationRule.Next(Months.Open(Level.Red), seen, Months.Now)!.Kind);
        Assert.Null(DeviationRule.Next(Months.Open(Level.Red), seen with { Judgements = [.. seen.Judgements.SkipLast(2)] }, Months.Now));
    }

    [Fact]
    public void OpenDeviation_ThatStaysAsItIs_IsNotToldAgain()
    {
        Assert.Null(Next(Months.Open(Level.Amber), "aaa"));
        Assert.Null(Next(Months.Open(Level.Red), "rrr"));
    }

    [Theory]
    [InlineData(Level.Amber, "aag")]
    [InlineData(Level.Red, "rrg")]
    [InlineData(Level.Red, "rllg")]
    public void OpenDeviation_BackWithinTheTolerance_IsOver(Level level, string months) =>
        Assert.Equal((ChangeKind.Resolved, ChangeReason.BackOnTrack, level), Next(Months.Open(level), months));

    [Theory]
    [InlineData('d')]
    [InlineData('l')]
    [InlineData('m')]
    [InlineData('n')]
    [InlineData('s')]
    [InlineData('h')]
    [InlineData('f')]
    public void Silence_OfAnyKind_ResolvesNothingAndOpensNothing(char unknown)
    {
        Assert.Null(Next(Months.Open(Level.Red), $"rr{unknown}"));
        Assert.Null(Next(Months.Open(Level.Amber), $"ag{unknown}"));
        Assert.Null(Next(null, $"rr{unknown}"));
    }

    [Fact]
    public void OpenedDeviation_SaysSinceWhenAndByWhichVersion()
    {
        var change = DeviationRule.Next(null, Months.Seen("grla"), Months.Now)!;

        Assert.Equal(Given.Period("2026-02"), change.Deviation.OpenedPeriod);
        Assert.Equal((Months.Now, 1, (DateTimeOffset?)null), (change.Deviation.OpenedAt, change.Deviation.OpenedVersion, change.Deviation.Told));
        Assert.Equal(("digital-post", "porto", "*"), (change.Deviation.Plan, change.Deviation.Benefit, change.Deviation.Unit));
        Assert.Equal((Given.Period("2026-04"), 47m), (change.Seen.Period, change.Seen.Actual));
    }

    [Fact]
    public void OpenedDeviation_SaysWhatItIsWorth() =>
        // A thousand a point and month: 6 points in February and 3 in March.
        Assert.Equal(9_000m, DeviationRule.Next(null, Months.Seen("gra"), Months.Now)!.Kroner!.SinceOpened, 10);

    [Fact]
    public void ChangedDeviation_KeepsItsIdAndItsFirstPeriod()
    {
        var open = Months.Open(Level.Amber, "2026-01");

        Assert.Equal(open with { Level = Level.Red }, DeviationRule.Next(open, Months.Seen("agar"), Months.Now)!.Deviation);
    }

    [Fact]
    public void Improvement_IsOnFileButNoReasonToWrite()
    {
        Assert.False(DeviationRule.Next(Months.Open(Level.Red), Months.Seen("raaa"), Months.Now)!.IsTold);
        Assert.True(DeviationRule.Next(Months.Open(Level.Red), Months.Seen("rg"), Months.Now)!.IsTold);
        Assert.True(DeviationRule.Next(Months.Open(Level.Amber), Months.Seen("ar"), Months.Now)!.IsTold);
        Assert.True(DeviationRule.Next(null, Months.Seen("r"), Months.Now)!.IsTold);
    }
}
