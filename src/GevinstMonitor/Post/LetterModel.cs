using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Post;

/// <summary>Where a reader can answer a section.</summary>
internal sealed record AnswerLink(string Text, string Url);

/// <summary>A letter as its templates see it: by name, and every text on one line. The names are those of <c>LetterTemplates.Sample</c>.</summary>
internal static class LetterModel
{
    /// <summary>Of a heading or subject; longer ones are cut.</summary>
    public const int MostOfALine = 200;

    /// <param name="pictureOf">The address of a section's chart, by the section's place in the letter.</param>
    /// <param name="answersOf">Where a section can be answered; nowhere when left out.</param>
    public static IReadOnlyDictionary<string, object> Of(Letter letter, Func<int, string> pictureOf, Func<Section, IReadOnlyList<AnswerLink>>? answersOf = null) => new Dictionary<string, object>
    {
        ["subject"] = Harmless.Line(letter.Subject, MostOfALine),
        // What mailboxes show beside the subject, which says why already.
        ["preheader"] = Harmless.Line(letter.Sections.Select(s => s.Status ?? s.Heading).FirstOrDefault(letter.Why), MostOfALine),
        ["why"] = Whole(letter.Why),
        ["closing"] = Whole(letter.Closing),
        ["culture"] = letter.Culture,
        ["language"] = letter.Culture[..2],
        ["actionLabel"] = Words.Of(letter.Culture)!.Action,
        ["sections"] = letter.Sections.Select((section, i) => Of(section, i, pictureOf, answersOf)).ToArray(),
    };

    private static Dictionary<string, object> Of(Section section, int place, Func<int, string> pictureOf, Func<Section, IReadOnlyList<AnswerLink>>? answersOf)
    {
        var named = new Dictionary<string, object>
        {
            ["heading"] = Harmless.Line(section.Heading, MostOfALine),
            ["tone"] = section.Tone.ToString().ToLowerInvariant(),
            ["facts"] = section.Facts.Select(f => new Dictionary<string, object> { ["label"] = Whole(f.Label), ["text"] = Whole(f.Text) }).ToArray(),
            ["links"] = (answersOf?.Invoke(section) ?? []).Select(a => new Dictionary<string, object> { ["text"] = Whole(a.Text), ["url"] = a.Url }).ToArray(),
        };
        // What is not there has no name, which Liquid takes for false.
        if (section.Status is not null)
            named["status"] = Whole(section.Status);
        if (section.Action is not null)
            named["action"] = Whole(section.Action);
        if (section.Chart is { } chart)
            named["chart"] = new Dictionary<string, object> { ["src"] = pictureOf(place), ["alt"] = Whole(chart.Alt), ["width"] = ChartImage.Width, ["height"] = ChartImage.Height };
        return named;
    }

    private static string Whole(string text) => Harmless.Line(text, int.MaxValue);
}
