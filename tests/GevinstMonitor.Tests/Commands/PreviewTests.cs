namespace GevinstMonitor.Tests.Commands;

/// <summary><c>preview</c> on a store that is in use: it reads the sources, and leaves no trace but the files it was asked for.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task Preview_OfANewDeviation_ChangesNothingAndThePassStillSendsTheLetter()
    {
        using var town = Given.OneBenefit().Write("config/maalinger.csv", Given.Figures(("2026-05", 520), ("2026-06", 560)));
        Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2026-07-08", "--config", town.Config)).Exit);
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 520), ("2026-06", 560), ("2026-07", 480)));
        var (facts, files) = (town.Facts(), Files(town));
        var to = Directory.CreateTempSubdirectory("gevinst-preview-");
        try
        {
            var said = await Gevinst.RunAsync("preview", "--to", to.FullName, "--as-of", "2026-08-08", "--config", town.Config);

            Assert.Equal((0, ""), (said.Exit, said.Error));
            Assert.EndsWith("1 letter would go\n", said.Out, StringComparison.Ordinal);
            Assert.Equal(facts, town.Facts());
            Assert.Equal(files, Files(town));

            Assert.Equal(0, (await Gevinst.RunAsync("once", "--as-of", "2026-08-08", "--config", town.Config)).Exit);
            var previewed = MimeKit.MimeMessage.Load(Assert.Single(to.GetFiles("*.eml")).FullName, TestContext.Current.CancellationToken);
            var sent = Assert.Single(town.Letters());
            Assert.Equal((previewed.To.ToString(), previewed.Subject, previewed.TextBody, WithoutNames(previewed.HtmlBody)), (sent.To.ToString(), sent.Subject, sent.TextBody, WithoutNames(sent.HtmlBody)));
        }
        finally
        {
            to.Delete(recursive: true);
        }
    }

    // A letter's pictures are named by the letter, whose id comes with the store.
    private static string WithoutNames(string? html) => System.Text.RegularExpressions.Regex.Replace(html!, "cid:[^\"]+", "cid:");

    // The store's side files come and go with whoever reads it.
    private static List<(string, DateTime)> Files(Town town) =>
        [.. Directory.EnumerateFiles(town.PathOf(""), "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(town.StoreFile, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => (f, File.GetLastWriteTimeUtc(f)))];
}
