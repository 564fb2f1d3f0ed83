using System.Runtime.CompilerServices;

namespace GevinstMonitor.Tests;

/// <summary>
/// What a test compares with a file in the folder <c>__snapshots__</c> beside it. Text that differs is written to <c>__snapshots__/__mismatch__</c>, and moved up
/// when it is right; or the old files are deleted and written anew by the tests run with <c>SNAPSHOOTER_STRICT_MODE=false</c>.
/// </summary>
internal static class Snapshots
{
    private const string Strict = "SNAPSHOOTER_STRICT_MODE";

    // Without it a snapshot that is not there would be made and pass.
    [ModuleInitializer]
    internal static void MustExist() => Environment.SetEnvironmentVariable(Strict, Environment.GetEnvironmentVariable(Strict) ?? "true");
}
