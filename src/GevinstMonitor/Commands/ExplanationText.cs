using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    private const int MostPeriods = 24;

    public static void Write(Explanation explained, Catalog catalog, IAnsiConsole screen)
    {
        var (seen, place) = (explained.Seen, explained.Seen.Place);
        var indicator = seen.Indicator;
        screen.WriteLine($"{seen.Plan.Id}/{seen.Benefit.Id}, unit {place.Unit}, plan version {seen.Plan.Version} (approved {seen.Plan.Approved.On:yyyy-MM-dd} by {seen.Plan.Approved.By}), as of {explained.AsOf.Local:yyyy-MM-dd HH:mm}");
        screen.WriteLine();
        screen.WriteLine($"Asked of source {indicator.Source} for indicator {indicator.Id}:");
        foreach (var line in explained.Query.TrimEnd().Split('\n'))
            screen.WriteLine("  " + line.TrimEnd());
        if (explained.Readings is [var newest, ..])
        {
            screen.WriteLine($"  with @from = {newest.From:yyyy-MM-dd} and @to = {newest.To:yyyy-MM-dd} (exclusive) in the newest reading, of {Json.Moment(newest.AsOf)}");
            if (newest.FirstRows is { } rows)
            {
                screen.WriteLine($"First of its {newest.Rows} rows, and what became of them:");
                foreach (var line in rows.Split('\n'))
                    screen.WriteLine("  " + line);
            }
        }

        screen.WriteLine(explained.Readings.Count == 0 ? "Never read." : "Newest readings:");
        foreach (var reading in explained.Readings)
        {
            screen.WriteLine($"  {Json.Moment(reading.AsOf)}: {(reading.Outcome == "Taken" ? "taken" : Scalars.KebabCase(reading.Outcome))}, {reading.Rows} rows for {reading.From:yyyy-MM-dd} up to {reading.To:yyyy-MM-dd}, {reading.Appended} new, query {reading.QueryHash[..12]}");
            foreach (var line in (reading.Detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(10))
                screen.WriteLine("    " + line);
        }

        if (indicator.Changes.Count > 0)
            screen.WriteLine("Noted changes of the question:");
        foreach (var change in indicator.Changes)
            screen.WriteLine($"  {change.On:yyyy-MM-dd}: {change.Note}");
        if (explained.Restated.Count > 0)
            screen.WriteLine("Restated, newest first:");
        foreach (var (before, now) in explained.Restated)
            screen.WriteLine($"  {now.Period}, unit {now.Unit}: {Said(before, indicator)} -> {Said(now, indicator)}, read {Read(now)}; {Said(before, indicator)} was read {Read(before)}");
        screen.WriteLine();
        screen.WriteLine($"Path ({place.Path.Shape.ToString().ToLowerInvariant()}, {indicator.Measure}, {indicator.Better.ToString().ToLowerInvariant()} is better): {PathOf(place.Path)}");
        foreach (var earlier in seen.Plan.Earlier)
            screen.WriteLine($"  version {earlier.Version} (approved {earlier.Approved.On:yyyy-MM-dd} by {earlier.Approved.By}): {(earlier.PlaceOf(seen.Benefit.Id, place.Unit) is { } then ? PathOf(then.Path) : "not in it")}");
        WriteTargets(explained, screen);
        screen.WriteLine($"Tolerance: amber {Tables.Number(place.Tolerance.Amber)}, red {Tables.Number(place.Tolerance.Red)}; told {(seen.Benefit.Confirm is { } confirm ? $"after {confirm.Amber} periods amber, {confirm.Red} red" : "when it is certain that it is no chance")}");
        screen.Write(SeriesOf(seen, screen));
        screen.WriteLine($"Expected for {seen.Current.Period}: {Expectation(place.Path, seen.Current.Period.LastDay)} = {Tables.Number(seen.Current.Expected)}");
        screen.WriteLine(ExplainedProcess.Text(ProcessChart.Of(seen)));
        screen.WriteLine(ExplainedForecast.Text(Forecast.Of(seen), seen));
        foreach (var change in seen.Plan.ExposersOf(seen.Benefit, explained.AsOf.Day))
            screen.WriteLine($"Exposed: change {change.Id} ({change.Name}) is {change.DaysLateOn(explained.AsOf.Day)} days overdue");
        if (explained.Balance is { } balance)
            screen.WriteLine($"Balance of the plan: {Scalars.KebabCase(balance.Corner.ToString())}{(balance.Since is { } since ? $" since {since:yyyy-MM-dd}" : "")}: DKK {balance.BudgetTaken:0} a year taken from budgets, {balance.ChangesDone} of {seen.Plan.Changes.Count} changes done, {(balance.Effect is { } effect ? $"{effect * 100:0} % of what is promised by now measured" : "no effect known")}");
        screen.WriteLine($"Verdict: {explained.Verdict}");
        if (explained.Open is { } open)
            screen.WriteLine($"Open deviation {open.Id}: {open.Level.ToString().ToLowerInvariant()} since {open.OpenedPeriod}, found by version {open.OpenedVersion}, {(open.Told is { } told ? $"told {Json.Moment(told)}" : "not told yet")}{(Kroner.Of(seen, open.OpenedPeriod) is { } kroner ? $", DKK {kroner.SinceOpened:0} since then, {kroner.ByYearEnd:0} by the end of the year if nothing changes" : "")}");
        foreach (var change in explained.History)
            screen.WriteLine($"  {Json.Moment(change.At)} {change.Deviation.Id} {change.Kind.ToString().ToLowerInvariant()}: {Scalars.KebabCase(change.Reason.ToString())} ({change.Seen.Period}, gap {Tables.Number(change.Seen.Gap)}, version {change.PlanVersion})");
        foreach (var line in ExplainedAnswers.Text(explained))
            screen.WriteLine(line);
        MoneyText.Write(explained, screen);
        screen.WriteLine($"{ExplainedAttention.Text(indicator.Id, explained.Attention)}; {explained.Attention.Answered} answered");
        screen.WriteLine(explained.Told.Count == 0 ? "Nobody would be told." : "Would be told, once:");
        foreach (var hearer in explained.Told)
            screen.WriteLine($"  {hearer.Post}: {hearer.Reason}");
    }

    private static void WriteTargets(Explanation explained, IAnsiConsole screen)
    {
        var (promised, day) = (explained.Promised, explained.Seen.Current.Period.LastDay);
        string Of(Promise? promise) => promise is null ? "none yet" : $"{Tables.Number(promise.Place.Path.ExpectedOn(day))} (version {promise.Version.Version})";
        screen.WriteLine($"Promised for {explained.Seen.Current.Period}: original {Of(promised.Original)}, latest approved {Of(promised.Approved)}, judged by {Of(promised.Current)}");
        if (OnTrackByMove.Of(explained.Seen) is { } move)
            screen.WriteLine($"On track only because {(move.Less is { } less ? $"the target was lowered by {less * 100:0} % of the improvement promised" : "the tolerance was widened")} since version {move.Promised.Version.Version}: by that it would be off its path");
    }

    // How the path gives the value it promises on a day.
    private static string Expectation(TargetPath path, DateOnly day) => path.SegmentOn(day) switch
    {
        (var from, { } to) when path.Shape == PathShape.Linear && from.By != day =>
            $"{Tables.Number(from.Value)} + ({Tables.Number(to.Value)} - {Tables.Number(from.Value)}) x {day.DayNumber - from.By.DayNumber}/{to.By.DayNumber - from.By.DayNumber} days from {from.By:yyyy-MM-dd} to {to.By:yyyy-MM-dd}",
        var segment => $"the value of {segment!.Value.From.By:yyyy-MM-dd}",
    };

    private static string Said(Measurement measurement, Indicator indicator) => measurement.Figure.Kind == FigureKind.Suppressed ? "withheld"
        : indicator.Shown(measurement.Figure) is { } shown ? Tables.Number(shown) : "not a number";

    private static string Read(Measurement measurement) => $"{Json.Moment(measurement.Stamp.TakenAt.Instant)} by query {measurement.Stamp.QueryHash[..12]}";

    private static string PathOf(TargetPath path) =>
        $"{path.Baseline.On:yyyy-MM-dd} {Tables.Number(path.Baseline.Value)} (baseline)" + string.Concat(path.Milestones.Select(m => $" > {m.By:yyyy-MM-dd} {Tables.Number(m.Value)}"));

    private static Table SeriesOf(Evaluation seen, IAnsiConsole screen)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Tables.Column(screen, "period"));
        foreach (var column in new[] { "actual", "expected", "gap" })
            table.AddColumn(Tables.Column(screen, column).RightAligned());
        foreach (var column in new[] { "standing", "measurement", "read at" })
            table.AddColumn(Tables.Column(screen, column));
        foreach (var j in seen.Judgements.Skip(seen.Judgements.Count - MostPeriods))
        {
            table.AddRow(
                Tables.Plain(j.Period.ToString()), Tables.Plain(Tables.Number(j.Actual)), Tables.Plain(Tables.Number(j.Expected)), Tables.Plain(Tables.Number(j.Gap)),
                Tables.Plain(Tables.StandingName(j.Standing)), Tables.Plain($"{j.Measurement}"), Tables.Plain(Json.Moment(j.Stamp?.TakenAt.Instant) ?? ""));
        }

        return table;
    }
}
