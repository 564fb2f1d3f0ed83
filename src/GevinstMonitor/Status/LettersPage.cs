using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Html;

namespace GevinstMonitor.Status;

/// <summary>The letters: to which post, what became of them, and what they are about. Not what they say, and not who read them.</summary>
internal sealed class LettersPage(Catalog catalog, PageFrame frame, Views views, TimeProvider clock)
{
    private const int MostOnAPage = 50;
    private const string MomentFormat = "yyyyMMdd'T'HHmmss'.'fff'Z'";

    private readonly Words _words = catalog.Words;

    /// <param name="before">The letter that the page goes on after; from the newest on when it is none.</param>
    public async Task<IHtmlContent?> ShowAsync(string? before, CancellationToken ct)
    {
        var from = Read(before);
        var letters = await views.LettersAsync(from, MostOnAPage + 1, ct);
        var shown = letters.Take(MostOnAPage).ToList();
        var followed = catalog.PlansOn(catalog.At(clock.GetUtcNow()).Day).ToDictionary(p => p.Id, StringComparer.Ordinal);
        return frame.Whole("/letters", _words.Label(StatusLabel.Letters), Html.Of($"""
            <p>{_words.Label(StatusLabel.LettersIntro)}</p>
            {(shown.Count == 0 ? Html.Of($"<p>{_words.Label(StatusLabel.NoLetters)}</p>\n") : PageFrame.Table(_words.Label(StatusLabel.Letters),
                [(_words.Label(StatusLabel.Written), "at"), (_words.Label(ReportLabel.Post), ""), (_words.Label(StatusLabel.Kind), "at"), (_words.Label(StatusLabel.State), "at"), (_words.Label(StatusLabel.Sent), "at"),
                    (_words.Label(StatusLabel.Tries), "n"), (_words.Label(StatusLabel.About), "")],
                shown.Select(IReadOnlyList<object?> (l) => [_words.Date(catalog.At(l.WrittenAt)), l.Post is null ? _words.OperationsName : catalog.Chart.PostTitle(l.Post), _words.Name(l.Kind), State(l.State),
                    l.SentAt is { } sent ? _words.Date(catalog.At(sent)) : null, $"{l.Attempts}", About(l, followed)])))}{Html.If(from is not null, $"<p>{PageFrame.Link("/letters", _words.Label(StatusLabel.Newest))}</p>\n")}{Html.If(letters.Count > MostOnAPage, $"<p>{PageFrame.Link($"/letters?before={Written(shown[^1])}", _words.Label(StatusLabel.Older))}</p>\n")}
            """));
    }

    private string State(string state) => _words.Label(state switch { "Sent" => StatusLabel.LetterSent, "GivenUp" => StatusLabel.GivenUp, _ => StatusLabel.Waiting });

    private IHtmlContent? About(LetterView letter, Dictionary<string, Core.Plans.Plan> followed) => letter.About.Count == 0 ? null : Html.Join(letter.About.OrderBy(d => d.Id, StringComparer.Ordinal).Select((d, i) =>
        Html.Of($"{Html.If(i > 0, $"<br>")}{d.Id}: {(followed.TryGetValue(d.Plan, out var plan) && plan.PlaceOf(d.Benefit, d.Unit) is not null ? PageFrame.Link(PageFrame.AddressOf(d.Plan, d.Benefit, d.Unit), frame.NameOf(plan, d.Benefit, d.Unit)) : Html.Of($"{d.Plan}/{d.Benefit}"))}")));

    private static string Written(LetterView last) => $"{last.AsOf.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture)}-{Uri.EscapeDataString(last.Id)}";

    private static LettersBefore? Read(string? before) => before?.Split('-', 2) is [var moment, var id] && id.Length <= 100
        && DateTimeOffset.TryParseExact(moment, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? new LettersBefore(at, id) : null;
}
