using GevinstMonitor.Configure;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

// What the log tells of a worker: 100 to 199.
internal sealed partial class Worker
{
    private static readonly string Program = typeof(Worker).Assembly.GetName().Version!.ToString(3);

    /// <summary>Says that it came into the place of another, by its configuration.</summary>
    public void TakeOverFrom(Worker before) => ConfigurationTaken(_by.Version, before._by.Version);

    /// <summary>Says why all ends.</summary>
    /// <returns>False: that it is told mends nothing.</returns>
    public bool Ends(Exception e)
    {
        // What nobody foresaw may say anything.
        Ended(e is StoreUnusableException or CannotRunException or CatalogRefusedException ? e.Message : e.GetType().Name);
        return false;
    }

    private static string KindOf(StoreSettings store) => store switch
    {
        SqliteStore => "sqlite",
        PostgresStore => "postgres",
        _ => "sqlserver",
    };

    private void Started(string configuration, string store, string address) => Started(Program, configuration, store, address);

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "gevinst {Program} started by configuration {Version}, store {Store}, listens on {Address}")]
    private partial void Started(string program, string version, string store, string address);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "At work by configuration {Version}: {Rounds} rounds")]
    private partial void AtWork(string version, int rounds);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "The worker by configuration {Version} stops")]
    private partial void Stopped(string version);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "Stopped while something still ran; it leaves no trace")]
    private partial void StoppedEarly();

    [LoggerMessage(EventId = 104, Level = LogLevel.Critical, Message = "The worker ends: {Why}")]
    private partial void Ended(string why);

    [LoggerMessage(EventId = 110, Level = LogLevel.Information, Message = "Configuration {Version} is taken up in the place of {Before}")]
    private partial void ConfigurationTaken(string version, string before);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "The configuration changed and is refused; the worker goes on by configuration {Version}: {Fault}")]
    private partial void ConfigurationRefused(string version, string fault);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "Configuration {Version} waits to be worked by: {Why}")]
    private partial void ConfigurationWaits(string version, string why);

    [LoggerMessage(EventId = 113, Level = LogLevel.Error, Message = "Operations cannot be told by letter that the configuration is refused: {Why}")]
    private partial void RefusalUntold(string why);

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "The other workers will wait until this one has not checked in for a while: {Why}")]
    private partial void NotLeft(string why);
}
