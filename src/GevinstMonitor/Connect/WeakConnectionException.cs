namespace GevinstMonitor.Connect;

/// <summary>A connection string lets another machine be taken for the server.</summary>
/// <param name="setting">What it states, as it states it.</param>
public sealed class WeakConnectionException(string setting) : Exception(
    $"the connection string states {setting}, which is accepted to this machine only; leave it out, and the connection is encrypted and the server's certificate verified");
