using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GevinstMonitor.Tests.Deploy;

/// <summary>The unit that ships, by systemd's own eyes; skipped aloud where there is no systemd-analyze.</summary>
public sealed class UnitTests
{
    private const string Program = "/usr/lib/gevinst/gevinst";

    private static readonly string Unit = Path.Combine(SharedData.Root, "deploy", "gevinst.service");

    [Fact]
    public async Task Unit_AsSystemdReadsIt_HasNoFault()
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-unit-");
        try
        {
            // Where the program is not installed, another stands for it: systemd looks whether there is one.
            var copy = Path.Combine(folder.FullName, "gevinst.service");
            await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken)).Replace(Program, "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);

            Assert.Equal((0, ""), await AnalyzeAsync("verify", "--man=no", copy));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Unit_ByItsExposure_IsUnder2()
    {
        var (exit, said) = await AnalyzeAsync("security", "--offline=true", "--no-pager", Unit);

        Assert.Equal(0, exit);
        var exposure = decimal.Parse(Regex.Match(said, @"Overall exposure level for gevinst\.service: ([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(exposure, 0.1m, 1.9m);
    }

    private static async Task<(int Exit, string Said)> AnalyzeAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed");
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
