namespace GevinstMonitor.Tests.Flow;

/// <summary>A red month that nobody answers.</summary>
public sealed class EscalationTests
{
    private static Town Town() => Given.OneBenefit()
        .Write("config/gevinstmonitor.yml", Given.Installation + "\nletters: { escalation: { remind: 5 workdays, controller: 10 workdays, leader: 15 workdays } }\n")
        .Write("config/organisation.yml", Given.Organisation.Replace("{ id: nord, name: Center Nord }", "{ id: nord, name: Center Nord, under: kommunen, leader: chef }\n  - { id: kommunen, name: Kommunen, leader: direktoer }", StringComparison.Ordinal)
            .Replace("name: Center Syd }", "name: Center Syd, under: kommunen }", StringComparison.Ordinal)
            + "\n  - { id: direktoer, title: Direktør, holders: [ { name: Direktøren, email: direktoer@proeveby.example, from: 2020-01-01 } ] }\n")
        .Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 480)));

    [Fact]
    public async Task Deviation_ThatNobodyAnswers_ReachesTheOwnerAgainThenTheControllerThenTheLeader()
    {
        using var town = Town();
        var heard = new List<(string Day, string To, string Subject)>();
        for (var day = new DateOnly(2026, 7, 8); day <= new DateOnly(2026, 8, 5); day = day.AddDays(1))
            heard.AddRange((await town.OnceAsync($"{day:O}T07:00")).Letters.Select(l => ($"{day:O}", l.To.Mailboxes.Single().Address.Split('@')[0], l.Subject!)));

        // Told on Wednesday 8 July 2026.
        Assert.Equal(
        [
            ("2026-07-08", "chef", "Rød afvigelse: Sparet porto: 48,0 % mod forventet 55,0 %"),
            ("2026-07-15", "chef", "Påmindelse: Sparet porto: intet svar i 5 arbejdsdage"),
            ("2026-07-22", "chef", "Påmindelse: Sparet porto: intet svar i 10 arbejdsdage"),
            ("2026-07-22", "controller", "Sendt videre: Sparet porto: intet svar i 10 arbejdsdage"),
            ("2026-07-29", "chef", "Påmindelse: Sparet porto: intet svar i 15 arbejdsdage"),
            ("2026-07-29", "direktoer", "Sendt videre: Sparet porto: intet svar i 15 arbejdsdage"),
        ], heard.Order());
        Assert.Equal(5, town.Query<long>("select count(*) from escalations").Single());
    }

    [Fact]
    public async Task Deviation_BackOnItsPath_IsNotEscalated()
    {
        using var town = Town();
        Assert.Single((await town.OnceAsync("2026-07-08T07:00")).Letters);
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 550)));
        Assert.StartsWith("Tilbage på målkurven", Assert.Single((await town.OnceAsync("2026-07-10T07:00")).Letters).Subject);

        Assert.Empty((await town.OnceAsync("2026-07-29T07:00")).Letters);
    }

    [Fact]
    public async Task Person_HasOneLetterADay_AndTheRestTheNext()
    {
        using var town = Town();
        Assert.Single((await town.OnceAsync("2026-07-08T07:00")).Letters);
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 550)));

        Assert.Empty((await town.OnceAsync("2026-07-08T15:59")).Letters);
        Assert.StartsWith("Tilbage på målkurven", Assert.Single((await town.OnceAsync("2026-07-09T07:00")).Letters).Subject);
    }
}
