using System.Text.RegularExpressions;
using GevinstMonitor.Tests.Post;
using GevinstMonitor.Tests.Schedule;

namespace GevinstMonitor.Tests.Flow;

/// <summary>The log tells what happens, and of nobody: no name, no address, no secret, no key to a page, whoever repeats them.</summary>
public sealed partial class DiscretionTests
{
    [Fact]
    public async Task Log_OfAWholeStory_NamesNobodyAndHoldsNoSecret()
    {
        // It answers as servers do, with the address that it was given, and whose it is.
        await using var mail = new LoopbackSmtp
        {
            Login = (PostTown.User, PlantedSecrets.ValueOf("mail")),
            Refusal = to => to.StartsWith("chef@", StringComparison.Ordinal) ? $"550 5.1.1 <{to}>: Chefen lives here no more"
                : to.StartsWith("drift@", StringComparison.Ordinal) ? $"450 4.2.1 <{to}>: Drift is busy" : null,
        };
        using var town = new Town(PostTown.Smtp("localhost", mail.Port, "none", login: true, authority: false).Replace("{ file: ../password.txt }", "{ file: ../secrets/mail }", StringComparison.Ordinal)
            + "\nletters: { answers: { url: \"https://gevinst.proeveby.example\" } }\nlogs: { level: debug }\n",
            Given.Organisation.Replace("{ id: chef, title: Centerchef,", "{ id: chef, title: Centerchef, deputy: souschef,", StringComparison.Ordinal)
            + "\n  - { id: souschef, title: Souschef, holders: [ { name: Souschefen, email: souschef@proeveby.example, from: 2020-01-01 } ] }\n");
        var secrets = new PlantedSecrets(town);
        secrets.Plant("database");
        secrets.Plant("mail", PlantedSecrets.ValueOf("mail"), PlantedSecrets.ValueOf("mail"));
        town.Write("secrets/connection", $"Host=127.0.0.1;Port=1;Username=gevinst;Password={PlantedSecrets.ValueOf("database")}\n")
            .Write("secrets/mail", PlantedSecrets.ValueOf("mail") + "\n")
            .Write("config/sources/maalinger.yml", Given.Source).Write("config/indicators/andel.yml", Given.Indicator).Write("config/plans/post.yml", Given.Plan)
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)))
            .Write("config/sources/register.yml", "id: register\nkind: postgres\nconnectionString: { file: ../secrets/connection }\ntimeout: 2s\n")
            .Write("config/indicators/lukket.yml", Given.Indicator.Replace("id: andel", "id: lukket", StringComparison.Ordinal).Replace("source: maalinger", "source: register", StringComparison.Ordinal)
                .Replace("columns: { period: måned, numerator: digitale, denominator: alle }", "query: select '2026-06' as period, 1 as numerator, 2 as denominator", StringComparison.Ordinal));

        // The minute of the post comes when both sources were read.
        await using var worker = await OwnWorker.StartAsync(town, new ShiftedClock(new DateTimeOffset(2026, 7, 13, 8, 0, 50, TimeSpan.Zero)));
        await worker.LineAsync("Deviation D-");
        await worker.LineAsync("Reading lukket from register failed");
        await worker.LineAsync(" sent to the post souschef");
        await worker.LineAsync("to the post operations was not sent and is tried again");

        var token = Link().Match(mail.Letters.Single().Message.TextBody!).Groups[1].Value;
        var page = await worker.GetAsync($"/answer/{token}?kind=Acknowledged");
        var guard = Guard().Match(page).Groups[1].Value;
        await worker.PostAsync($"/answer/{token}?kind=Acknowledged", new() { ["guard"] = guard, ["note"] = "Souschefen ser på det" });
        await worker.GetAsync($"/answer/{token}x");
        await worker.LineAsync("The post souschef answered deviation D-");
        Assert.Equal(0, await worker.StopAsync());

        var log = string.Join('\n', worker.Lines);
        foreach (var told in new[] { "[100]", "[101]", "[200]", "[201]", "[202]", "[220]", "[230]", "[300]", "[301]", "[302]", "[500]", "[102]" })
            Assert.Contains(told, log, StringComparison.Ordinal);
        foreach (var hidden in new[] { "proeveby.example", "Chefen", "Souschefen", "Controlleren", "Drift", token, guard, "ser på det" })
            Assert.DoesNotContain(hidden, log, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(secrets.In(log));
    }

    [GeneratedRegex(@"https://gevinst\.proeveby\.example/answer/([\w.~-]+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"guard\" value=\"([^\"]+)\"")]
    private static partial Regex Guard();
}
