namespace GevinstMonitor.Configure;

/// <summary>One thing that is wrong in the configuration, with its address.</summary>
/// <param name="File">As the user would open it.</param>
/// <param name="Line">From 1; 0 when the fault has no line.</param>
public sealed record Fault(string File, int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}

/// <summary>The configuration is refused, for every reason there is.</summary>
public sealed class CatalogRefusedException(IReadOnlyList<Fault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
