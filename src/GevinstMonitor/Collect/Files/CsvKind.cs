using System.ComponentModel;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Collect.Files;

[Description("A file of separated values.")]
public sealed record CsvSettings : TextSettings
{
    [Description("Relative to the configuration folder, inside allowedFolders. The file name may hold * and ?: the newest file that matches is read.")]
    public required string File { get; init; }

    protected override string What => "a file";

    internal override string Pattern => File;

    public override void Check(AllowedFolders folders, Action<string, string> fault)
    {
        base.Check(folders, fault);
        SourceFiles.Check(File, folders, fault);
    }
}

/// <summary>Reads the newest file of separated values that matches.</summary>
public sealed class CsvKind : SourceKind<CsvSettings>
{
    protected override string Asked(CsvSettings source, IndicatorFile indicator) => $"{Columns.Quoted(source.File)}: {Columns.Asked(indicator)}\n{source.TextMarks}, {Columns.Periods(indicator)}";

    protected override async Task ReadAsync(CsvSettings source, Ask ask, Tally rows, CancellationToken ct)
    {
        await using var stream = SourceFiles.Open(source.File, source.Folders, out var name);
        await SeparatedValues.ReadAsync(stream, name, source, ask, rows, ct, SourceFiles.AtStar(source.File, name));
    }

    public override SourceException? Understand(Exception exception) => SourceFiles.Understand(exception);
}
