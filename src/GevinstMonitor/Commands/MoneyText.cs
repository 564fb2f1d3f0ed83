using System.Globalization;
using GevinstMonitor.Core.Evaluate;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary>What a benefit in a place costs and is worth, and its plan's money, for people.</summary>
internal static class MoneyText
{
    public static void Write(Explanation explained, IAnsiConsole screen)
    {
        var seen = explained.Seen;
        if (GapCost.Of(seen, explained.Open?.OpenedPeriod) is { } cost)
        {
            screen.WriteLine($"Cost of the gap (DKK, negative is gained): {Of(cost.ThisYear)} in {cost.Year} so far; {Of(cost.ByYearEnd)} by its end if nothing changes"
                + (cost is { Milestone: { } next, AtMilestone: { } at } ? $"; {Of(at)} from {explained.Open?.OpenedPeriod ?? seen.NewestKnown!.Value.Period} to the milestone of {next.By:yyyy-MM-dd}" : ""));
        }

        if (Overrun.Of(seen) is { } overrun)
        {
            screen.WriteLine($"Overrun of the budget of {overrun.Unit} in {overrun.Year}: DKK {Number(overrun.SoFar)} so far, {Number(overrun.ByYearEnd)} by its end if nothing changes; "
                + (overrun.LastDayToAct is { } day && day >= explained.AsOf.Day ? $"acting by {day:yyyy-MM-dd} can close it this year" : "it cannot be closed this year any more"));
        }

        if (Realised.Of(seen) is { Years.Count: > 0 } realised)
            screen.WriteLine($"Realised here since the baseline (DKK): {string.Join("; ", realised.Years.Select(y => $"{Of(y.Value)} in {y.Year}{(y.Unknown > 0 ? $", without {Tables.Count(y.Unknown, "period")} that is not known" : "")}"))}");
        var money = explained.Money;
        if (money.Years.Count > 0)
            screen.WriteLine("Realised by the whole plan, and its approved business case net of costs (DKK):");
        foreach (var year in money.Years)
            screen.WriteLine($"  {year.Year}: realised {Of(year.Realised)}, business case {Of(year.BusinessCase)}");
        if (money.Pool is { } pool)
        {
            screen.WriteLine($"Investment pool (DKK): {Number(pool.Borrowed)} borrowed, {Number(pool.Due)} to be repaid by now, {Number(pool.DueThisYear)} by the end of this year; realised to date {Number(pool.Realised)}, which "
                + (pool.IsCovered ? "covers what is due" : "does not cover what is due"));
        }
    }

    private static string Of(Estimate? estimate) => estimate is not { } e ? "-"
        : e.Low == e.High ? Number(e.Value) : $"{Number(e.Value)} ({Number(e.Low)} to {Number(e.High)})";

    private static string Number(decimal dkk) => decimal.Round(dkk, 0, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture);
}
