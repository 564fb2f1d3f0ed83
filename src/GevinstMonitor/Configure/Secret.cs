using System.ComponentModel;

namespace GevinstMonitor.Configure;

/// <summary>A reference to a secret; never the secret itself. Prints <c>***</c>.</summary>
[Description("A secret by reference: { env: NAME } or { file: path }.")]
public sealed class Secret
{
    [Description("The environment variable that holds it.")]
    public string? Env { get; init; }

    [Description("The file that holds it, relative to the configuration folder; blanks at its end do not count.")]
    public string? File { get; init; }

    /// <summary>What is wrong with one that does not.</summary>
    internal const string MustNameOne = "must be { env: NAME } or { file: path }, one of the two";

    /// <summary>Whether it names one place and not two or none.</summary>
    internal bool NamesOne => (Env is null) != (File is null);

    /// <summary>Fetches the secret.</summary>
    /// <exception cref="SecretMissingException">The variable is not set, or the file cannot be read.</exception>
    public string Reveal(string folder)
    {
        if (Env is not null)
            return Environment.GetEnvironmentVariable(Env) ?? throw new SecretMissingException($"the environment variable {Env} is not set");
        try
        {
            return System.IO.File.ReadAllText(Path.Combine(folder, File!)).TrimEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretMissingException($"the secret file {File} cannot be read");
        }
    }

    public override string ToString() => "***";
}

/// <summary>A secret that the configuration refers to is not there. The message names the reference, never a value.</summary>
public sealed class SecretMissingException(string message) : Exception(message);
