namespace GevinstMonitor.Tests.Post;

/// <summary>Whatever names the configuration holds, a letter has the headers it should have and no others.</summary>
public sealed class HeaderTests
{
    private static readonly string[] Usual =
        ["From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "List-Id", "MIME-Version", "Content-Language", "Content-Type"];

    [Theory]
    [InlineData("Chefen\r\nBcc: tyv@andetsteds.example")]
    [InlineData("Chefen\nBcc: tyv@andetsteds.example\n\nHej")]
    [InlineData("Chefen <tyv@andetsteds.example>, Bcc: tyv@andetsteds.example")]
    [InlineData("Chefen\" <tyv@andetsteds.example>, \"x")]
    [InlineData("=?utf-8?Q?Chefen=0D=0ABcc:_tyv@andetsteds.example?=")]
    public async Task Name_WithAHeaderInside_StaysAName(string name)
    {
        await using var server = new LoopbackSmtp();
        using var post = PostTown.Of(server, "none");
        await post.PutAsync(PostTown.Letter("aaaa", name: name));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);

        var got = Assert.Single(server.Letters);
        Assert.Equal(Usual, FieldsOf(got.Message));
        Assert.Equal("chef@proeveby.example", got.Message.To.Mailboxes.Single().Address);
        Assert.Single(server.Heard, line => line.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NamesOfPersonAndBenefit_WithALineBreak_GiveNoHeaderOfTheirOwn()
    {
        using var town = Given.OneBenefit();
        town.Write("config/organisation.yml", Given.Organisation.Replace("name: Chefen,", "name: \"Chefen\\r\\nBcc: tyv@andetsteds.example\",", StringComparison.Ordinal));
        town.Write("config/plans/post.yml", Given.Plan.Replace("name: Sparet porto", "name: \"Sparet porto\\r\\nBcc: tyv@andetsteds.example\"", StringComparison.Ordinal));
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));

        var letter = Assert.Single((await town.OnceAsync("2026-07-08T07:30")).Letters);
        Assert.Equal(Usual, FieldsOf(letter));
        Assert.Equal("chef@proeveby.example", letter.To.Mailboxes.Single().Address);
        Assert.Empty(letter.Bcc);
        Assert.DoesNotContain('\n', letter.Subject!);
        Assert.Contains("Bcc: tyv@andetsteds.example", letter.Subject, StringComparison.Ordinal);
    }

    private static IEnumerable<string> FieldsOf(MimeKit.MimeMessage message) => message.Headers.Concat(message.Body!.Headers).Select(h => h.Field).Distinct().OrderBy(f => Array.IndexOf(Usual, f));
}
