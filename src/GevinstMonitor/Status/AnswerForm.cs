using System.Globalization;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Status;

/// <summary>What was filled into the form, as it was typed, and what is wrong with it.</summary>
internal sealed record AnswerForm(ResponseKind Kind, string Note, string Day, string Interim)
{
    public const string NoteField = "note", DayField = "day", InterimField = "interim";

    /// <summary>What is wrong, by field; empty while nothing was sent, or nothing is.</summary>
    public IReadOnlyList<(string Field, string Text)> Faults { get; init; } = [];

    public static AnswerForm Empty(ResponseKind kind) => new(kind, "", "", "");

    public static AnswerForm Of(ResponseKind kind, IFormCollection form) => new(kind, $"{form[NoteField]}", $"{form[DayField]}", $"{form[InterimField]}");

    public bool HasDay => Kind is ResponseKind.Acknowledged or ResponseKind.Accepted;

    public bool HasInterim => Kind == ResponseKind.Accepted;

    /// <summary>The answer that the form states.</summary>
    /// <param name="unread">What of it could not be read.</param>
    public Response Response(string deviation, string post, DateTimeOffset at, Words words, out List<(string, string)> unread)
    {
        unread = [];
        DateOnly? day = null;
        if (HasDay && Day.Trim().Length > 0)
        {
            if (DateOnly.TryParseExact(Day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
                day = parsed;
            else
                unread.Add((DayField, words.NotADay));
        }

        decimal? interim = null;
        if (HasInterim && Interim.Trim().Length > 0 && (interim = words.NumberOf(Interim.Trim())) is null)
            unread.Add((InterimField, words.NotANumber));
        return new Response(deviation, Kind, at) { Post = post, Note = ResponseRule.NoteOf(Note), Until = day, Interim = interim };
    }

    /// <summary>The field that a fault is about; of one about no field the note.</summary>
    public static string FieldOf(ResponseFault fault) => fault is ResponseFault.NoDay or ResponseFault.DayPast or ResponseFault.DayTooFar ? DayField : NoteField;
}
