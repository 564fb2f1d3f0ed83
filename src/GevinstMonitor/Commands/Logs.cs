using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Commands;

/// <summary>Where the worker's events go, and in what form; by .NET's own formatters.</summary>
internal static class Logs
{
    public static void AddTo(ILoggingBuilder logging, LogsFile settings)
    {
        logging.ClearProviders();
        switch (settings.Format ?? (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 } ? LogFormat.Journal : LogFormat.Text))
        {
            case LogFormat.Json:
                logging.AddJsonConsole(json =>
                {
                    (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
                    json.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
                });
                break;
            case LogFormat.Journal:
                // The journal knows when; which round it was is in the line.
                logging.AddSystemdConsole(journal => journal.IncludeScopes = true);
                break;
            default:
                logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:sszzz "));
                break;
        }

        if (OperatingSystem.IsWindows() && WindowsService.Is)
            logging.AddEventLog(WindowsService.Events());
        // What is told is said by the configuration alone: a variable of the machine's that made the web server tell each request would tell the key to each page.
        logging.Services.PostConfigure<LoggerFilterOptions>(filter => Filter(filter, LevelOf(settings.Level)));
    }

    private static void Filter(LoggerFilterOptions filter, LogLevel least)
    {
        filter.Rules.Clear();
        filter.MinLevel = least > LogLevel.Warning ? least : LogLevel.Warning;
        filter.Rules.Add(new LoggerFilterRule(null, nameof(GevinstMonitor), least, null));
        // It warns that keys in the store are not encrypted by others; see the decision in the README.
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.DataProtection", LogLevel.Error, null));
        // It tells of every request, and puts the request's path, which is the key to an answer's page, around all that is told in it.
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, null));
        // It writes down what a provider says of a login that failed, which may name somebody; that it failed is an event of our own.
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.Authentication", LogLevel.None, null));
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.IdentityModel", LogLevel.None, null));
    }

    private static LogLevel LevelOf(LeastTold least) => least switch
    {
        LeastTold.Debug => LogLevel.Debug,
        LeastTold.Warning => LogLevel.Warning,
        LeastTold.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
