using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Post;

/// <summary>A letter as its templates see it: by name, and every text on one line. The names are those of <c>LetterTemplates.Sample</c>.</summary>
internal static class LetterModel
{
    /// <summary>Of a heading or subject; longer ones are cut.</summary>
    public const int MostOfALine = 200;

    /// <param name="pictureOf">The address of a section's chart, by the section's place in the letter.</param>
    /// <param name="answersOf">The links by which a deviation is answered, by its id; null for none.</param>
    public static IReadOnlyDictionary<string, object> Of(Letter letter, Func<int, string> pictureOf, Func<string, AnswerLinks?>? answersOf = null)
    {
        var words = Words.Of(letter.Culture)!;
        return new Dictionary<string, object>
        {
            ["subject"] = Harmless.Line(letter.Subject, MostOfALine),
            // What mailboxes show beside the subject, which says why already.
            ["preheader"] = Harmless.Line(letter.Sections.Select(s => s.Status ?? s.Heading).FirstOrDefault(letter.Why), MostOfALine),
            ["why"] = Whole(letter.Why, words),
            ["closing"] = Whole(letter.Closing, words),
            ["culture"] = letter.Culture,
            ["language"] = letter.Culture[..2],
            ["actionLabel"] = words.Action,
            ["sections"] = letter.Sections.Select((section, i) => Of(section, i, words, pictureOf, answersOf)).ToArray(),
        };
    }

    private static Dictionary<string, object> Of(Section section, int place, Words words, Func<int, string> pictureOf, Func<string, AnswerLinks?>? answersOf)
    {
        var named = new Dictionary<string, object>
        {
            ["heading"] = Harmless.Line(section.Heading, MostOfALine),
            ["tone"] = section.Tone.ToString().ToLowerInvariant(),
            ["facts"] = section.Facts.Select(f => new Dictionary<string, object> { ["label"] = Whole(f.Label, words), ["text"] = Whole(f.Text, words) }).ToArray(),
            ["links"] = section.Deviation is { } deviation && answersOf?.Invoke(deviation) is { } answers ? LinksOf(section, answers, words) : [],
        };
        // What is not there has no name, which Liquid takes for false.
        if (section.Status is not null)
            named["status"] = Whole(section.Status, words);
        if (section.Action is not null)
            named["action"] = Whole(section.Action, words);
        if (section.Chart is { } chart)
            named["chart"] = new Dictionary<string, object> { ["src"] = pictureOf(place), ["alt"] = Whole(chart.Alt, words), ["width"] = ChartImage.Width, ["height"] = ChartImage.Height };
        return named;
    }

    private static Dictionary<string, object>[] LinksOf(Section section, AnswerLinks answers, Words words) => section.IsToConfirm ? [Link(ResponseKind.Confirmed, answers.Confirm, words)]
        : [Link(ResponseKind.Acknowledged, answers.Acknowledge, words), Link(ResponseKind.Accepted, answers.Accept, words), Link(ResponseKind.Disputed, answers.Dispute, words)];

    private static Dictionary<string, object> Link(ResponseKind kind, string url, Words words) => new() { ["text"] = words.AnswerTitle(kind), ["url"] = url };

    private static string Whole(string text, Words words) => words.Unbroken(Harmless.Line(text, int.MaxValue));
}
