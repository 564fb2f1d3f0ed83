namespace GevinstMonitor.Commands;

/// <summary>How something is that <c>doctor</c> looked at.</summary>
internal enum Health
{
    Ok,

    /// <summary>It works, and will not for ever, or is not as safe as it could be.</summary>
    Warning,

    Fault,
}

/// <summary>What <c>doctor</c> found of one thing.</summary>
/// <param name="What">The thing, as in <c>store</c> or <c>source post-register</c>.</param>
/// <param name="Found">What was seen; no secret.</param>
/// <param name="Todo">What to do about it; nothing where it is well.</param>
/// <param name="Exit">What the program would end with for this alone.</param>
internal sealed record Finding(string What, Health Health, string Found, string Todo, int Exit)
{
    public static Finding Ok(string what, string found) => new(what, Health.Ok, found, "", ExitCode.Done);

    public static Finding Warning(string what, string found, string todo) => new(what, Health.Warning, found, todo, ExitCode.Done);

    public static Finding Fault(string what, string found, string todo, int exit = ExitCode.WithFailures) => new(what, Health.Fault, found, todo, exit);
}
