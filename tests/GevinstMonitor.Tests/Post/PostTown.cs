using System.Security.Cryptography.X509Certificates;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Post;

/// <summary>A town with letters in its outbox and a mail server to take them.</summary>
internal sealed class PostTown : IDisposable
{
    public const string User = "gevinst";
    public const string Password = "hemmeligt-Ærø-42";

    private PostTown(Town town) => Town = town;

    public Town Town { get; }

    /// <summary>A town whose letters leave through a server on this machine, with login where the server wants one.</summary>
    /// <param name="authority">Trusted, beside those that the machine trusts.</param>
    public static PostTown Of(LoopbackSmtp server, string security = "starttls", X509Certificate2? authority = null, string password = Password, string host = "localhost", TestStore? store = null)
    {
        var town = new Town(Smtp(host, server.Port, security, server.Login is not null, authority is not null), store: store).Write("password.txt", password + "\n");
        if (authority is not null)
            town.Write("config/certs/ca.pem", authority.ExportCertificatePem());
        return With(town);
    }

    public static PostTown With(Town town)
    {
        town.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 13, 6, 0, 0, TimeSpan.Zero));
        return new PostTown(town);
    }

    public static string Smtp(string host, int port, string security, bool login, bool authority, string domains = "proeveby.example") => $$"""
        installation: Prøveby Kommune
        store: {{Given.Store}}
        mail:
          kind: smtp
          host: {{host}}
          port: {{port}}
          security: {{security}}
          {{(login ? $"login: {{ user: {User}, password: {{ file: ../password.txt }} }}" : "")}}
          {{(authority ? "authority: certs/ca.pem" : "")}}
          timeout: 10s
          from: Gevinstmonitor <gevinst@proeveby.example>
          allowedDomains: [{{domains}}]
          operations: drift@{{domains}}
          giveUpAfter: 2d
        """;

    /// <summary>A letter to a person.</summary>
    public static Letter Letter(string id, string address = "chef@proeveby.example", string name = "Chefen", string subject = "Rød afvigelse: Sparet porto") => new(
        id, LetterKind.Person, "chef", name, address, subject, "Du får dette brev, fordi gevinsten »Sparet porto« nu afviger fra sin målkurve.",
        [new Section("Sparet porto", "RØD, ny afvigelse", Tone.Red, [new Fact("Målt", "48,0 %"), new Fact("Forventet efter planen", "55,0 %")], "Luk papirkanalen på Ærø.")],
        "Sendt af Gevinstmonitor.", "da-DK");

    /// <summary>A chart with everything that there is to draw but what is in doubt or missing.</summary>
    public static PathChart Chart { get; } = new("Sparet porto", "percent",
        [.. Enumerable.Range(0, 14).Select(i => new ChartPoint(EndOf(i), 45 + i, 44 + i - (i > 9 ? 2.5 * (i - 9) : 0), i > 1 ? 41 + i : null, i > 1 ? 47 + i : null, PointMark.Known))],
        [new(EndOf(5), 50), new(EndOf(11), 56), new(EndOf(17), 62)], new ChartForecast(EndOf(17), 51, 47.5, 54.5), "Kurve over Sparet porto: under målkurven i fire måneder.");

    /// <summary>A letter to a person, with a chart.</summary>
    public static Letter Charted(string id)
    {
        var letter = Letter(id);
        return letter with { Sections = [letter.Sections[0] with { Chart = Chart, Deviation = "D-1" }] };
    }

    private static DateOnly EndOf(int month) => new DateOnly(2025, 5, 1).AddMonths(month + 1).AddDays(-1);

    public static Letter[] Letters(int count) => [.. Enumerable.Range(0, count).Select(i => Letter($"letter{i:00}"))];

    public static Letter ToOperations(string id) => Letter(id, "drift@proeveby.example", "Drift") with { Kind = LetterKind.Operations, Post = null };

    /// <summary>Puts letters into the outbox, in this order.</summary>
    public async Task PutAsync(params Letter[] letters)
    {
        var outbox = (await Town.StartAsync()).GetRequiredService<Outbox>();
        foreach (var letter in letters)
        {
            await outbox.WriteAsync(_ => [new Written(letter, [], [])], Town.Clock.GetUtcNow(), Town.Clock.GetUtcNow(), Town.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
            Town.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Sends what is due, as a process that just began.</summary>
    public async Task<Delivery> DeliverAsync() =>
        await (await Town.StartAsync()).GetRequiredService<Postman>().DeliverAsync(toPeople: true, TestContext.Current.CancellationToken);

    /// <summary>Two postmen send what is due, at the same time.</summary>
    public async Task<Delivery[]> DeliverByTwoAsync()
    {
        var services = await Town.StartAsync();
        return await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            new Postman(services.GetRequiredService<Catalog>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<Mailers>(), services.GetRequiredService<Links>(), Town.Clock)
                .DeliverAsync(toPeople: true, TestContext.Current.CancellationToken))));
    }

    /// <summary>Writes what is to be told, then sends what is due.</summary>
    public async Task<Delivery> WriteAndDeliverAsync()
    {
        var services = await Town.StartAsync();
        await services.GetRequiredService<Mailroom>().WriteAsync(services.GetRequiredService<Catalog>().At(Town.Clock.GetUtcNow()), toPeople: true, TestContext.Current.CancellationToken);
        return await DeliverAsync();
    }

    /// <summary>The state of each letter, by id.</summary>
    public IReadOnlyList<string> States() => Town.Query<string>("select letter_id || ' ' || state from letters order by letter_id");

    /// <summary>When a letter is tried next.</summary>
    public TimeSpan Pause(string letter) =>
        Town.Moments($"select next_try_at from letters where letter_id = '{letter}'").Single() - Town.Clock.GetUtcNow();

    public void Dispose() => Town.Dispose();
}
