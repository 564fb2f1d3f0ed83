using MimeKit;
using Snapshooter;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Post;

/// <summary>The example's letters, whole, as their readers see them.</summary>
public sealed class LetterSnapshotTests
{
    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public async Task Letters_OfTheExample_AreTheSnapshots(string culture)
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-letters-");
        try
        {
            var installation = Path.Combine(Example.CopyTo(folder.FullName), "gevinstmonitor.yml");
            await File.WriteAllTextAsync(installation, (await File.ReadAllTextAsync(installation, Stop)).Replace("culture: da-DK", $"culture: {culture}", StringComparison.Ordinal), Stop);
            Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", Example.AsOf, "--config", Path.GetDirectoryName(installation)!)).Exit);

            var files = Directory.GetFiles(Path.Combine(folder.FullName, "var", "mail"));
            Assert.Equal(3, files.Length);
            foreach (var (reader, part) in new[] { ("owner", "souschef-teknik"), ("controller", "gevinstcontroller"), ("operations", "operations") })
            {
                var letter = await MimeMessage.LoadAsync(Assert.Single(files, f => f.Contains($"-{part}-", StringComparison.Ordinal)), Stop);
                Snapshot.Match($"{string.Join('\n', letter.Headers.Concat(letter.Body!.Headers).Select(h => $"{h.Field}: {h.Value}"))}\n\n{letter.TextBody}", SnapshotNameExtension.Create(culture, reader, "text"));
                Snapshot.Match(letter.HtmlBody, SnapshotNameExtension.Create(culture, reader, "html"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
