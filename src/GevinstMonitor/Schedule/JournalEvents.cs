using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Schedule;

// Rounds and sweeps: 200 to 299. Letters: 300 to 399.
internal sealed partial class Journal
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Round {Source}: {Readings} readings, {Failed} failed, {Measurements} new measurements, {Changes} changes, {Milliseconds} ms, as of {AsOf}")]
    private partial void RoundDone(string source, int readings, int failed, int measurements, int changes, long milliseconds, string asOf);

    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "Reading {Indicator} from {Source}: {Rows} rows, {Attempts} attempts, {Milliseconds} ms")]
    private partial void ReadingTaken(string indicator, string source, int rows, int attempts, long milliseconds);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Reading {Indicator} from {Source} failed: {Fault}: {Detail}")]
    private partial void ReadingFailed(string indicator, string source, CollectFault fault, string detail);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "Source {Source} failed again and again and is left alone for a while")]
    private partial void CircuitOpened(string source);

    [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "Source {Source} is asked again")]
    private partial void CircuitClosed(string source);

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "Round {Source} was stopped and left no trace; it runs when the worker starts again")]
    public partial void RoundStopped(string source);

    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "Sweep: {Places} benefits and units, {Changes} changes, {Troubles} troubles began or ended")]
    public partial void SweepDone(int places, int changes, int troubles);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "The sweep was stopped; what it had concluded stands, the rest is looked at by the next")]
    public partial void SweepStopped();

    [LoggerMessage(EventId = 212, Level = LogLevel.Warning, Message = "Round {Name} was due at {Due} and was not run; it runs now")]
    private partial void RoundLost(string name, string due);

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "Deviation {Deviation} of {Benefit} opened: {Level}, {Reason}")]
    private partial void DeviationOpened(string deviation, string benefit, Level level, ChangeReason reason);

    [LoggerMessage(EventId = 221, Level = LogLevel.Information, Message = "Deviation {Deviation} of {Benefit} is worse: {Level}, {Reason}")]
    private partial void DeviationWorse(string deviation, string benefit, Level level, ChangeReason reason);

    [LoggerMessage(EventId = 222, Level = LogLevel.Information, Message = "Deviation {Deviation} of {Benefit} is better: {Level}, {Reason}")]
    private partial void DeviationBetter(string deviation, string benefit, Level level, ChangeReason reason);

    [LoggerMessage(EventId = 223, Level = LogLevel.Information, Message = "Deviation {Deviation} of {Benefit} is over: {Reason}")]
    private partial void DeviationResolved(string deviation, string benefit, ChangeReason reason);

    [LoggerMessage(EventId = 224, Level = LogLevel.Information, Message = "What was accepted of deviation {Deviation} of {Benefit} holds no more: {Level}, {Reason}")]
    private partial void AcceptanceLapsed(string deviation, string benefit, Level level, ChangeReason reason);

    [LoggerMessage(EventId = 230, Level = LogLevel.Information, Message = "Trouble began: {Trouble}, {Subject}")]
    private partial void TroubleBegan(TroubleKind trouble, string subject);

    [LoggerMessage(EventId = 231, Level = LogLevel.Information, Message = "Trouble ended: {Trouble}, {Subject}")]
    private partial void TroubleEnded(TroubleKind trouble, string subject);

    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Letter {Letter} ({Kind}) sent to the post {Post}")]
    private partial void LetterSent(string letter, LetterKind kind, string post);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Letter {Letter} ({Kind}) to the post {Post} was not sent and is tried again: {Why}")]
    private partial void LetterPostponed(string letter, LetterKind kind, string post, string? why);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "Letter {Letter} ({Kind}) to the post {Post} is given up: {Why}")]
    private partial void LetterGivenUp(string letter, LetterKind kind, string post, string? why);

    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "The post was stopped; what is left waits in the outbox")]
    public partial void PostStopped();
}
