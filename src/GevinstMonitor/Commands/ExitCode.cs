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

/// <summary>The command was used wrongly; the message says how it is used rightly.</summary>
internal sealed class UsageException(string message) : Exception(message);
