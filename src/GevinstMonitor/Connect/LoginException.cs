namespace GevinstMonitor.Connect;

/// <summary>There is nothing to log in with: what is stated does not go together, or nobody gives a token.</summary>
/// <param name="mayPass">Whether trying again soon may help.</param>
public sealed class LoginException(string message, bool mayPass = false, Exception? inner = null) : Exception(message, inner)
{
    public bool MayPass { get; } = mayPass;
}
