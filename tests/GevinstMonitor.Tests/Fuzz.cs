using System.Globalization;

namespace GevinstMonitor.Tests;

/// <summary>How much is made up. A seed that finds something is kept as a test of its own.</summary>
internal static class Fuzz
{
    /// <summary>So many inputs for every reader of what others write: few by default, as many as <c>GEVINST_FUZZ</c> says.</summary>
    public static int Inputs { get; } = int.Parse(Environment.GetEnvironmentVariable("GEVINST_FUZZ") ?? "5000", CultureInfo.InvariantCulture);

    /// <summary>Whether there is time to try everything, as in the gate, and not only one of each sort.</summary>
    public static bool IsThorough => Inputs >= 100_000;
}
