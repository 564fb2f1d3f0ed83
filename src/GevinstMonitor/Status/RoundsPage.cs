using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>Each source: when it could be read last, when it failed last, and when it is read next.</summary>
internal sealed class RoundsPage(Catalog catalog, PageFrame frame, Glances glances, NextRounds next)
{
    private readonly Words _words = catalog.Words;

    public async Task<IHtmlContent?> ShowAsync(CancellationToken ct)
    {
        var (readings, at) = await glances.ReadingsAsync(ct);
        var (bySource, due) = (readings.ToLookup(r => r.Source, StringComparer.Ordinal), next());
        return frame.Whole("/rounds", _words.Label(StatusLabel.Rounds), Html.Of($"""
            <p class="quiet">{_words.Label(ReportLabel.AsOf)} {_words.Date(catalog.At(at))}</p>
            <p>{_words.Label(StatusLabel.RoundsIntro)}</p>
            {PageFrame.Table(_words.Label(StatusLabel.Rounds),
                [(_words.Source, ""), (_words.Label(StatusLabel.NewestSuccess), "at"), (_words.Label(StatusLabel.Rows), "n"), (_words.Label(StatusLabel.NewestFailure), "at"), (_words.Label(StatusLabel.Fault), ""),
                    (_words.Label(StatusLabel.Failing), ""), (_words.Label(StatusLabel.NextDue), "at")],
                catalog.Indicators.Values.GroupBy(i => i.Indicator.Source).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Row(s.Key, [.. s.Select(i => i.Indicator.Id)], [.. bySource[s.Key]], due)))}
            """));
    }

    private IReadOnlyList<object?> Row(string source, IReadOnlyList<string> indicators, IReadOnlyList<NewestReadingOf> readings, IReadOnlyDictionary<string, DateTimeOffset> due)
    {
        var taken = readings.Where(r => r.Fault is null).ToList();
        var failed = readings.Where(r => r.Fault is not null).ToList();
        var (worked, failure) = (taken.MaxBy(r => r.AsOf), failed.MaxBy(r => r.AsOf));
        var failing = failed.Where(f => !taken.Exists(t => t.Indicator == f.Indicator && t.AsOf >= f.AsOf)).Select(f => f.Indicator).Where(indicators.Contains).ToList();
        return
        [
            source,
            worked is null ? _words.Label(StatusLabel.Never) : _words.Date(catalog.At(worked.AsOf)),
            worked is null ? null : $"{taken.Where(r => r.AsOf == worked.AsOf).Sum(r => r.Rows)}",
            failure is null ? _words.Label(StatusLabel.NoFailure) : _words.Date(catalog.At(failure.AsOf)),
            failure is null ? null : string.Join("; ", failed.Where(r => r.AsOf == failure.AsOf).Select(r => _words.Name(r.Fault!.Value)).Distinct()),
            failing.Count == 0 ? _words.FailingOf(0, indicators.Count)
                : Html.Of($"<strong class=\"red\">{_words.FailingOf(failing.Count, indicators.Count)}</strong>: {string.Join(", ", failing.Select(id => catalog.Indicators[id].Indicator.Name))}"),
            due.TryGetValue(source, out var at) ? _words.Date(catalog.At(at)) : _words.Label(StatusLabel.NotScheduled),
        ];
    }
}
