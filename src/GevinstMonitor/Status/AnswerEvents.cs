using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Status;

// What the log tells of pages: 500 to 599.
internal static partial class AnswerEvents
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Information, Message = "The post {Post} answered deviation {Deviation}: {Kind}")]
    public static partial void Answered(this ILogger log, string post, string deviation, ResponseKind kind);
}
