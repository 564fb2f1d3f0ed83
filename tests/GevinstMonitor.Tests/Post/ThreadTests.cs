using MimeKit;

namespace GevinstMonitor.Tests.Post;

/// <summary>Letters about the same deviation stand together in a mailbox, and nobody's mailbox answers them by itself.</summary>
public sealed class ThreadTests
{
    [Fact]
    public async Task Letter_OnADeviationThatWasToldBefore_NamesTheLetterThatToldIt()
    {
        using var town = Given.OneBenefit();
        var red = await RedAsync(town);
        var back = await BackAsync(town);

        Assert.Empty(red.References);
        Assert.Null(red.InReplyTo);
        Assert.Equal(red.MessageId, back.InReplyTo);
        Assert.Equal([red.MessageId!], back.References);
    }

    [Fact]
    public async Task Letter_OnADeviationWhoseLetterNeverLeft_NamesNone()
    {
        using var town = Given.OneBenefit();
        await RedAsync(town);
        // As when no server took it, in a store as it was then.
        town.Query<int>("update letters set state = 'GivenUp', sent_at = null");
        var back = await BackAsync(town);

        Assert.Empty(back.References);
        Assert.Null(back.InReplyTo);
    }

    [Fact]
    public async Task Letter_OnAnotherDeviationOfTheSameBenefit_BeginsAnew()
    {
        using var town = Given.OneBenefit();
        await RedAsync(town);
        await BackAsync(town);
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 610), ("2026-08", 400)));

        Assert.Empty(Assert.Single((await town.OnceAsync("2026-09-08T07:30")).Letters).References);
    }

    [Fact]
    public async Task Letter_AfterTwentyFiveOnTheSameDeviation_NamesTheNewestTwentyOldestFirst()
    {
        using var town = Given.OneBenefit();
        await RedAsync(town);
        // As when nobody answered for very long, and was reminded.
        town.Query<int>("""
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 25)
            insert into letters (letter_id, kind, post_id, address, subject, body, as_of, written_at, state, attempts, next_try_at, sent_at)
            select printf('early%02d', i), kind, post_id, address, subject, body, as_of, printf('2026-07-%02dT12:00:00.000Z', i + 5), 'Sent', 1, next_try_at, sent_at from letters, n;
            insert into escalations (deviation_id, step, at, letter_id) select deviation_id, 'Reminder', opened_at, letter_id from deviations, letters where letter_id like 'early%';
            """);
        var back = await BackAsync(town);

        Assert.Equal(Enumerable.Range(6, 20).Select(i => $"early{i:00}@proeveby.example"), back.References);
        Assert.Equal("early25@proeveby.example", back.InReplyTo);
    }

    [Theory]
    [InlineData("Prøveby Kommune", "Prøveby Kommune")]
    [InlineData("Prøveby, Nord <og> \"Syd\"", "Prøveby, Nord <og> \"Syd\"")]
    [InlineData("Prøveby\\r\\nBcc: tyv@andetsteds.example", "Prøveby  Bcc: tyv@andetsteds.example")]
    public async Task Letter_OfAnInstallation_SaysThatItIsAListsAndNobodysToAnswer(string installation, string list)
    {
        using var town = Given.OneBenefit();
        town.Write("config/gevinstmonitor.yml", Given.Installation.Replace("installation: Prøveby Kommune", $"installation: \"{installation.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal));
        var letter = await RedAsync(town);

        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
        Assert.Equal("bulk", letter.Headers[HeaderId.Precedence]);
        Assert.Equal("All", letter.Headers["X-Auto-Response-Suppress"]);
        // A phrase and an id in angle brackets, as addresses are written (RFC 2919).
        var id = Assert.Single(InternetAddressList.Parse(letter.Headers[HeaderId.ListId]!.Replace("<gevinstmonitor.", "<gevinstmonitor@", StringComparison.Ordinal)).Mailboxes);
        Assert.Equal((list, "gevinstmonitor@proeveby.example"), (id.Name, id.Address));
        Assert.Empty(letter.Bcc);
    }

    private static async Task<MimeMessage> RedAsync(Town town)
    {
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        return Assert.Single((await town.OnceAsync("2026-07-08T07:30")).Letters);
    }

    private static async Task<MimeMessage> BackAsync(Town town)
    {
        town.Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480), ("2026-07", 610)));
        return Assert.Single((await town.OnceAsync("2026-08-10T07:30")).Letters);
    }
}
