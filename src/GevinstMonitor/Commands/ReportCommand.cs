using System.CommandLine;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>report</c>: a plan's benefit-realisation report, as one file.</summary>
internal static class ReportCommand
{
    public static Command Create(Bench bench)
    {
        var named = new Argument<string>("PLAN") { Description = "A plan." };
        var to = new Option<string>("--to") { Description = "The file to write, FILE.html; one that is there is written over.", Required = true };
        var asOf = Bench.AsOf();
        var command = new Command("report", "A plan's benefit-realisation report: what was promised and what came, deviations and answers, targets, and what it rests on, as one HTML file.") { named, to, asOf };
        command.SetAction(async (parsed, ct) =>
        {
            var file = FileOf(parsed.GetValue(to)!);
            var catalog = Bench.Load(parsed);
            var plan = Bench.PlanOf(catalog, parsed.GetValue(named)!);
            await using var provider = await bench.LookAsync(catalog, ct);
            var moment = catalog.At(Bench.MomentOf(parsed, asOf, catalog, provider.GetRequiredService<TimeProvider>()));
            var answers = (await provider.GetRequiredService<Responses>().AllAsync(moment.Instant, ct)).ToLookup(r => r.Deviation);
            var report = new ReportWriter(catalog.Desk with { Answers = answers }).Write(await AccountAsync(provider, catalog, plan, moment, ct));
            await WriteAsync(file, ReportPage.Of(report), ct);
            Console.WriteLine($"{file}: {report.Title}. {report.Verdict}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string FileOf(string named)
    {
        var file = Path.GetFullPath(named);
        if (!string.Equals(Path.GetExtension(file), ".html", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--to {named}: the report is an HTML file; write --to {Path.ChangeExtension(named, ".html")}, and for a PDF print that from a browser");
        return Directory.Exists(file) ? throw new UsageException($"--to {named}: that is a folder")
            : Directory.Exists(Path.GetDirectoryName(file)) ? file : throw new UsageException($"--to {named}: there is no folder {Path.GetDirectoryName(file)}");
    }

    private static async Task<Account> AccountAsync(ServiceProvider provider, Catalog catalog, Plan plan, Moment asOf, CancellationToken ct)
    {
        var indicators = plan.Benefits.Select(b => b.Indicator).Distinct().Select(id => catalog.Indicators[id]).ToList();
        var evidence = provider.GetRequiredService<Evidence>();
        var open = await provider.GetRequiredService<Cases>().OpenAsync(asOf.Instant, ct);
        var questions = new List<AskedQuestion>();
        foreach (var indicator in indicators)
            questions.Add(await QuestionAsync(provider, indicator, asOf, ct));
        return new Account(plan, asOf)
        {
            Seen = await ExplainCommand.SeenAsync(provider, catalog, plan, asOf, ct),
            Changes = await evidence.DeviationsAsync(plan.Id, asOf.Instant, ct),
            Open = [.. open.Deviations.Values.Where(d => d.Plan == plan.Id)],
            Decisions = await evidence.DecisionsAsync([.. indicators.Select(i => i.Indicator.Id)], asOf.Instant, ct),
            Questions = questions,
            Letters = [.. (await provider.GetRequiredService<Correspondence>().AllAsync(ct)).Where(l => l.Tells.Any(t => IsOf(t, plan, indicators)))
                .Select(l => new ToldLetter(ColumnTypes.Moment(l.Letter.AsOf), l.Letter.Post, l.Letter.Name, l.Letter.Subject, l.Letter.SentAt is { } sent && ColumnTypes.Moment(sent) <= asOf.Instant ? ColumnTypes.Moment(sent) : null))
                .Where(l => l.At <= asOf.Instant)],
        };
    }

    private static async Task<AskedQuestion> QuestionAsync(ServiceProvider provider, IndicatorSettings indicator, Moment asOf, CancellationToken ct)
    {
        var collector = provider.GetRequiredService<Collector>();
        var readings = await provider.GetRequiredService<Archive>().ReadingsAsync(indicator.Indicator.Id, asOf, most: 5, ct);
        return new AskedQuestion(indicator.Indicator, collector.Asked(indicator), collector.QueryHash(indicator), [.. readings.Select(r => new AskedReading(
            ColumnTypes.Moment(r.AsOf), r.Outcome == nameof(Reading.Taken) ? null : Scalars.KebabCase(r.Outcome), ColumnTypes.Day(r.From), ColumnTypes.Day(r.To), r.Rows, r.Appended, r.QueryHash))]);
    }

    // A trouble is about a place, an indicator or a source; a digest is for a group.
    private static bool IsOf(ToldLine told, Plan plan, List<IndicatorSettings> indicators) => told.What switch
    {
        "digest" => told.About == plan.ReportTo,
        "trouble" => told.About!.StartsWith($"{plan.Id}/", StringComparison.Ordinal) || indicators.Any(i => told.About == $"indicator {i.Indicator.Id}" || told.About == $"source {i.Indicator.Source}"),
        _ => told.Plan == plan.Id,
    };

    // Whoever reads the file that is there reads the whole of it, old or new.
    private static async Task WriteAsync(string file, string page, CancellationToken ct)
    {
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            await File.WriteAllTextAsync(part, page, ct);
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
