using System.Globalization;
using System.Text;
using GevinstMonitor.Core.Organisation;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Deviate;

/// <summary>Why an answer is not taken.</summary>
public enum ResponseFault
{
    /// <summary>The post is neither owner nor controller, nor does it stand in for one.</summary>
    NotTheirs,

    /// <summary>Only the controller confirms.</summary>
    NotTheControllers,

    /// <summary>The deviation is closed.</summary>
    Closed,

    /// <summary>Nothing says why, or how.</summary>
    NoNote,

    /// <summary>The note is longer than is kept.</summary>
    NoteTooLong,

    /// <summary>An acceptance has no last day.</summary>
    NoDay,

    /// <summary>The day is past.</summary>
    DayPast,

    /// <summary>The day is so far away that it is a slip of the pen.</summary>
    DayTooFar,

    /// <summary>There is no acceptance in force that awaits the controller.</summary>
    NothingToConfirm,

    /// <summary>There is no figure that could be wrong.</summary>
    NothingToDispute,
}

/// <summary>Who may answer a deviation, and what an answer must say.</summary>
public static class ResponseRule
{
    /// <summary>No answer reaches further than so many years.</summary>
    public const int MostYears = 5;

    /// <summary>Whether a post answers for a benefit in a place: as its owner or the plan's controller, or standing in for one of them.</summary>
    public static bool MayAnswer(string post, Plan plan, Place place, OrganisationChart chart) =>
        chart.LineOf(place.Owner).Concat(chart.LineOf(plan.Controller)).Any(p => p.Id == post);

    /// <summary>Whether a post confirms acceptances of a plan: as its controller, or standing in for that.</summary>
    public static bool MayConfirm(string post, Plan plan, OrganisationChart chart) => chart.LineOf(plan.Controller).Any(p => p.Id == post);

    /// <summary>Why an answer is not taken; nothing when it is. What makes it no answer at all stands alone.</summary>
    /// <param name="response">As it would be on file.</param>
    /// <param name="isOpen">Whether the deviation is.</param>
    /// <param name="accepted">The newest acceptance; null for none.</param>
    /// <param name="at">The moment of the answer.</param>
    public static IEnumerable<ResponseFault> FaultsOf(Response response, bool isOpen, Acceptance? accepted, Plan plan, Place place, OrganisationChart chart, Moment at) =>
        !MayAnswer(response.Post, plan, place, chart) ? [ResponseFault.NotTheirs]
        : response.Kind == ResponseKind.Confirmed && !MayConfirm(response.Post, plan, chart) ? [ResponseFault.NotTheControllers]
        : !isOpen ? [ResponseFault.Closed]
        : response.Kind == ResponseKind.Confirmed && !(accepted?.AwaitsConfirmation == true && accepted.IsInForce(at.Day)) ? [ResponseFault.NothingToConfirm]
        : new[] { OfNote(response.Note), OfDay(response, at.Day) }.OfType<ResponseFault>();

    private static ResponseFault? OfNote(string note) => note.Length switch
    {
        0 => ResponseFault.NoNote,
        > Response.LongestNote => ResponseFault.NoteTooLong,
        _ => null,
    };

    private static ResponseFault? OfDay(Response response, DateOnly today) =>
        response is { Kind: ResponseKind.Accepted, Until: null } ? ResponseFault.NoDay
        : response.Until < today ? ResponseFault.DayPast
        : response.Until > today.AddYears(MostYears) ? ResponseFault.DayTooFar
        : null;

    /// <summary>The figures that an answer says are wrong: those of the newest known period that the deviation's benefit rests on.</summary>
    /// <param name="seen">The benefit in its place.</param>
    /// <param name="past">Its indicator's.</param>
    /// <returns>Numbers of measurements; several where units make up the whole; none when nothing is known.</returns>
    public static IReadOnlyList<long> Disputed(Evaluate.Evaluation seen, Past past)
    {
        if (seen.NewestKnown is not { } known)
            return [];
        if (known.Measurement is { } one)
            return [one];
        var units = seen.Benefit.Split.Any() ? seen.Benefit.Split.Select(p => p.Unit) : past.Units;
        return [.. units.SelectMany(past.Of).Where(m => m.Period == known.Period && m.Id != 0).Select(m => m.Id)];
    }

    /// <summary>
    /// A note as it is kept: its ends trimmed, and without characters that show nothing and can turn what stands around them (controls, and marks of direction); line
    /// ends stay, as one character.
    /// </summary>
    public static string NoteOf(string text)
    {
        var note = new StringBuilder(Math.Min(text.Length, Response.LongestNote));
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c == '\n' || (!char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format))
                note.Append(c);
        }

        return note.ToString().Trim();
    }
}
