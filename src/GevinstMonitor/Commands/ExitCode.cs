namespace GevinstMonitor.Commands;

/// <summary>What the program says when it ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, with readings or letters that failed.</summary>
    public const int WithFailures = 1;

    public const int ConfigRefused = 2;
    public const int StoreUnusable = 3;
    public const int WrongUsage = 64;
}

/// <summary>The machine does not let the command do its work: a port in use, a folder that cannot be written.</summary>
internal sealed class CannotRunException(string message) : Exception(message);

/// <summary>The command was used wrongly; the message says how it is used rightly.</summary>
internal sealed class UsageException(string message) : Exception(message);
