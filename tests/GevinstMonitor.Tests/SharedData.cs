namespace GevinstMonitor.Tests;

/// <summary>Real data beside the project; tests that need it are skipped aloud where it is missing.</summary>
internal static class SharedData
{
    /// <summary>The root of the project: where the solution stands.</summary>
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    /// <summary>The whole path of a file of the shared data; skips the test when it is not there.</summary>
    public static string File(string relative)
    {
        var path = Path.Combine(Root, "..", "shared", "data", relative);
        Assert.SkipUnless(System.IO.File.Exists(path), $"the shared data are not beside the project: ../shared/data/{relative}");
        return path;
    }

    private static string Up(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "GevinstMonitor.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } above ? Up(above)
        : throw new InvalidOperationException("The tests run outside the project's folder.");
}
