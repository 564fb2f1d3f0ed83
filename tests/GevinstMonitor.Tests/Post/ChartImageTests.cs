using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using SkiaSharp;

namespace GevinstMonitor.Tests.Post;

/// <summary>Pictures of charts, by the pixels that are there.</summary>
public sealed class ChartImageTests
{
    // Below the legend, which has every mark too.
    private const int BelowLegend = 120;

    [Fact]
    public void Chart_DrawnTwice_IsTheSameBytes()
    {
        var png = ChartImage.Of(PostTown.Chart, new Danish());

        Assert.Equal(png, ChartImage.Of(PostTown.Chart, new Danish()));
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((2 * ChartImage.Width, 2 * ChartImage.Height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Chart_InAnotherCulture_HasOtherWordsAndNumbers() => Assert.NotEqual(ChartImage.Of(PostTown.Chart, new Danish()), ChartImage.Of(PostTown.Chart, new English()));

    [Fact]
    public void Chart_WithLimits_HasTheirBand()
    {
        Assert.True(Count(PostTown.Chart, ChartImage.Band) > 2000);
        Assert.Equal(0, Count(PostTown.Chart with { Points = [.. PostTown.Chart.Points.Select(p => p with { Lower = null, Upper = null })] }, ChartImage.Band));
    }

    [Fact]
    public void Period_WithoutAFigure_IsCrossedAndBreaksTheLine()
    {
        var without = With(2, p => p with { Actual = null, Mark = PointMark.Missing });

        Assert.Equal(0, Count(PostTown.Chart, ChartImage.Ink));
        Assert.True(Count(without, ChartImage.Ink) > 20);
        Assert.True(Count(without, ChartImage.Blue) < Count(PostTown.Chart, ChartImage.Blue));
    }

    [Fact]
    public void Figure_Withheld_IsAMarkAtTheBottomAndNothingAtItsPlace()
    {
        var withheld = With(2, p => p with { Actual = null, Mark = PointMark.Withheld });

        Assert.Equal(ChartImage.Blue, ColourOf(PostTown.Chart, 2));
        Assert.True(Count(withheld, ChartImage.Ink) > 20);
        Assert.True(Count(withheld, ChartImage.Blue) < Count(PostTown.Chart, ChartImage.Blue));
        Assert.NotEqual(ChartImage.Of(With(2, p => p with { Actual = null, Mark = PointMark.Missing }), new Danish()), ChartImage.Of(withheld, new Danish()));
    }

    [Fact]
    public void Figure_InDoubt_IsHollow()
    {
        var held = With(2, p => p with { Mark = PointMark.Held });

        Assert.Equal(ChartImage.Blue, ColourOf(PostTown.Chart, 2));
        Assert.Equal(ChartImage.White, ColourOf(held, 2));
    }

    [Fact]
    public void Figure_InDoubtAndAHundredTimesTooLarge_LeavesTheOthersTheirRoom()
    {
        var held = With(2, p => p with { Actual = p.Actual * 100, Mark = PointMark.Held });

        Assert.Equal(new ChartScale(PostTown.Chart).High, new ChartScale(held).High);
        Assert.Equal(ChartImage.Blue, ColourOf(held, 4));
    }

    [Fact]
    public void Forecast_ReachesFromTheNewestFigureToTheNextMilestone()
    {
        var without = PostTown.Chart with { Forecast = null };

        Assert.True(Count(PostTown.Chart, ChartImage.Blue) > Count(without, ChartImage.Blue) + 200);
    }

    [Fact]
    public void Path_InSteps_IsDrawnOtherwiseThanAnEvenOne() =>
        Assert.NotEqual(ChartImage.Of(PostTown.Chart, new Danish()), ChartImage.Of(PostTown.Chart with { IsStep = true }, new Danish()));

    public static TheoryData<string> Oddities => [.. Odd.Keys];

    private static readonly Dictionary<string, PathChart> Odd = new()
    {
        ["one point"] = PostTown.Chart with { Points = [PostTown.Chart.Points[0]], Milestones = [], Forecast = null },
        ["nothing known"] = PostTown.Chart with { Points = [.. PostTown.Chart.Points.Select(p => p with { Actual = null, Mark = PointMark.Missing })], Forecast = null },
        ["all the same"] = PostTown.Chart with { Points = [.. PostTown.Chart.Points.Select(p => new ChartPoint(p.Day, 0, 0, 0, 0, PointMark.Known))], Milestones = [], Forecast = null },
        ["huge"] = PostTown.Chart with { Measure = "DKK", Points = [.. PostTown.Chart.Points.Select(p => p with { Expected = 7.9e27, Actual = -7.9e27 })] },
        ["tiny"] = PostTown.Chart with { Points = [.. PostTown.Chart.Points.Select((p, i) => p with { Expected = 1 + (i * 1e-13), Actual = 1, Lower = null, Upper = null })], Milestones = [], Forecast = null },
        ["days"] = PostTown.Chart with { Points = [.. Enumerable.Range(0, 36).Select(i => new ChartPoint(new DateOnly(2026, 5, 1).AddDays(i), 50 + i, 49 + i, null, null, PointMark.Known))] },
        ["forty years"] = PostTown.Chart with { Points = [.. Enumerable.Range(0, 36).Select(i => new ChartPoint(new DateOnly(1986 + i, 12, 31), 50 + i, 49 + i, null, null, PointMark.Known))] },
        ["a long unit"] = PostTown.Chart with { Measure = new string('m', 10_000) },
        ["a unit in Hebrew and pictures"] = PostTown.Chart with { Measure = "שעות \u202e🙂" },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Chart_OfAnything_IsAPicture(string name)
    {
        using var picture = SKBitmap.Decode(ChartImage.Of(Odd[name], new Danish()));

        Assert.Equal(2 * ChartImage.Width, picture.Width);
        Assert.True(Count(Odd[name], ChartImage.Quiet) > 20);
    }

    private static PathChart With(int point, Func<ChartPoint, ChartPoint> change) =>
        PostTown.Chart with { Points = [.. PostTown.Chart.Points.Select((p, i) => i == point ? change(p) : p)] };

    private static int Count(PathChart chart, string colour)
    {
        using var picture = SKBitmap.Decode(ChartImage.Of(chart, new Danish()));
        var wanted = SKColor.Parse(colour);
        return picture.Pixels.Skip(BelowLegend * picture.Width).Count(c => c == wanted);
    }

    private static string ColourOf(PathChart chart, int point)
    {
        using var pen = new ChartPen(ChartImage.Width, ChartImage.Height, 2);
        var at = ChartImage.ScaleOf(chart, new Danish(), pen).At(chart.Points[point].Day, chart.Points[point].Actual!.Value);
        using var picture = SKBitmap.Decode(ChartImage.Of(chart, new Danish()));
        var colour = picture.GetPixel((int)(at.X * 2), (int)(at.Y * 2));
        return $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}";
    }
}
