using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>A step taken because nobody answers a deviation.</summary>
public enum EscalationStep
{
    /// <summary>The owner is reminded.</summary>
    Reminder,

    /// <summary>The plan's controller hears.</summary>
    Controller,

    /// <summary>The leader above the owner hears.</summary>
    Leader,
}

/// <summary>An open deviation that its owner was told of and that no answer covers.</summary>
/// <param name="Newest">The newest change of it.</param>
/// <param name="Since">The day it was told, or the day until which it was answered, whichever is later: workdays are counted after it.</param>
/// <param name="Taken">The steps taken since that day.</param>
public sealed record Unanswered(DeviationChange Newest, DateOnly Since, IReadOnlyCollection<EscalationStep> Taken)
{
    /// <summary>A deviation that was told, and what was done and answered since.</summary>
    /// <param name="told">The moment of the letter that told that it began, or that it is not accepted any longer.</param>
    /// <param name="steps">What was done because nobody answered, and when.</param>
    /// <param name="answers">To it, in any order.</param>
    /// <returns>Null while what was accepted of it is in force.</returns>
    public static Unanswered? Of(DeviationChange newest, DateTimeOffset told, IEnumerable<(EscalationStep Step, DateTimeOffset At)> steps, IEnumerable<Response> answers, Moment asOf)
    {
        var all = answers.ToList();
        if (Acceptance.Of(all, asOf) is { } accepted && accepted.IsInForce(asOf.Day))
            return null;
        var since = DayOf(told);
        foreach (var answer in all.Where(a => a.At <= asOf.Instant))
        {
            var until = answer.Kind != ResponseKind.Accepted ? answer.Until ?? DayOf(answer.At) : answer.LapsedAt is { } lapsed ? DayOf(lapsed) : Acceptance.Of(all, asOf)!.LastDay;
            since = until > since ? until : since;
        }

        return new Unanswered(newest, since, [.. steps.Where(s => DayOf(s.At) > since).Select(s => s.Step)]);

        DateOnly DayOf(DateTimeOffset at) => new Moment(at, asOf.Zone).Day;
    }

    /// <summary>The workdays after <see cref="Since"/> up to and with a day.</summary>
    public int WorkdaysOn(DateOnly day)
    {
        var count = 0;
        for (var next = Since.AddDays(1); next <= day; next = next.AddDays(1))
            count += DeliveryWindow.IsWorkday(next) ? 1 : 0;
        return count;
    }

    /// <summary>The furthest step that is due on a day and was not taken, nor one beyond it; null for none. Steps that nobody could take in time are not made up for.</summary>
    public EscalationStep? DueOn(DateOnly day, Escalation policy)
    {
        var waited = WorkdaysOn(day);
        var due = waited >= policy.Leader ? EscalationStep.Leader
            : waited >= policy.Controller ? EscalationStep.Controller
            : waited >= policy.Remind ? EscalationStep.Reminder
            : (EscalationStep?)null;
        return due is { } step && Taken.All(taken => taken < step) ? step : null;
    }
}

/// <summary>A step that a letter takes.</summary>
/// <param name="Deviation">The deviation's id.</param>
public sealed record TakenStep(string Deviation, EscalationStep Step);
