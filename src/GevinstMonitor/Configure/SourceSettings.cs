using System.ComponentModel;

namespace GevinstMonitor.Configure;

/// <summary>A file in <c>sources/</c>: how to reach a system. Each kind of source has a record of its own.</summary>
[Description("How to reach a source system.")]
public abstract record SourceSettings
{
    [Description("Kebab-case id, as indicators name it.")]
    public required string Id { get; init; }

    [Description("How long one reading may take.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("How many readings of this source may go on at once.")]
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>The folders that sources may read from; set when the configuration is loaded.</summary>
    public AllowedFolders Folders { get; internal set; } = AllowedFolders.None;

    /// <summary>Reports what is wrong with the settings beyond their types.</summary>
    /// <param name="folders">The folders that sources may read from.</param>
    /// <param name="fault">Takes a key, and what is wrong with it.</param>
    public virtual void Check(AllowedFolders folders, Action<string, string> fault)
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1))
            fault("timeout", "'timeout' must be more than nothing and at most 1h");
        if (MaxConcurrent < 1)
            fault("maxConcurrent", "'maxConcurrent' must be at least 1");
    }

    /// <summary>Reports what this kind of source lacks in an indicator, or cannot use.</summary>
    public abstract void Check(IndicatorFile indicator, KeyFault fault);
}

/// <summary>Reports what is wrong with a key.</summary>
/// <param name="line">For a text of several lines, which of them; 0 for the key itself.</param>
public delegate void KeyFault(string key, string message, int line = 0);

/// <summary>The folders that sources may read files from, and nothing outside them.</summary>
/// <param name="Root">The configuration folder, whole path.</param>
/// <param name="Folders">Whole paths.</param>
public sealed record AllowedFolders(string Root, IReadOnlyList<string> Folders)
{
    public static AllowedFolders None { get; } = new("", []);

    /// <summary>The whole path of a file that a source names.</summary>
    /// <returns>Null when it lies outside every allowed folder.</returns>
    public string? Resolve(string file)
    {
        var path = Path.GetFullPath(Path.Combine(Root, file));
        return Folders.Any(folder => IsIn(folder, path)) ? path : null;
    }

    /// <summary>Whether a whole path lies below a folder.</summary>
    public static bool IsIn(string folder, string path) =>
        path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The fault of a file that lies outside.</summary>
    public string Outside(string file) =>
        $"'{file}' lies outside the folders that sources may read from ({string.Join(", ", Folders.Select(f => Path.GetRelativePath(Root, f)))}); see allowedFolders in gevinstmonitor.yml";
}
