using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Post;
using MailKit.Net.Smtp;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace GevinstMonitor.Benchmarks;

/// <summary>1,000 letters from the outbox over one connection, each claimed, sent and marked, against bare MailKit loops that send the same messages to the same server: over a line of MailKit's own, and over one that waits for no acknowledgement.</summary>
internal static class MailRig
{
    private const int Letters = 1000;
    private const int Times = 5;

    public static async Task<int> RunAsync()
    {
        await using var server = new LoopbackSmtp();
        var (bare, product, own) = (new List<double>(), new List<double>(), 0.0);
        for (var i = 0; i <= Times; i++)
        {
            var before = server.Letters.Count;
            product.Add(await DeliverAsync(server));
            var messages = server.Letters.Skip(before).Select(l => l.Message).ToList();
            if (messages.Count != Letters)
                throw new InvalidOperationException($"{messages.Count} letters arrived.");
            bare.Add(await SendAsync(server, messages, noDelay: true));
            // It stands still so long that once is enough.
            own = i == Times ? await SendAsync(server, messages, noDelay: false) : own;
        }

        // The first of each is warming up.
        double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(Times / 2);
        Console.WriteLine($"{Letters:N0} letters; median of {Times}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{own,8:0.00} s  a bare MailKit loop"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Median(bare),8:0.00} s  the same over a line that waits for no acknowledgement"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Median(product),8:0.00} s  the outbox emptied, {Median(product) / own:0.00} x the bare loop (limit 1.5), {Median(product) / Median(bare):0.00} x the other"));
        return 0;
    }

    private static async Task<double> SendAsync(LoopbackSmtp server, List<MimeMessage> messages, bool noDelay)
    {
        var started = Stopwatch.GetTimestamp();
        using var client = new SmtpClient();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = noDelay };
        await socket.ConnectAsync("127.0.0.1", server.Port);
        await client.ConnectAsync(socket, "127.0.0.1", server.Port, MailKit.Security.SecureSocketOptions.None);
        foreach (var message in messages)
            await client.SendAsync(message);
        await client.DisconnectAsync(quit: true);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> DeliverAsync(LoopbackSmtp server)
    {
        var folder = Directory.CreateTempSubdirectory("gevinst-mail-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "gevinstmonitor.yml"), $$"""
                installation: Målekommune
                store: { kind: sqlite, file: store.db }
                mail: { kind: smtp, host: 127.0.0.1, port: {{server.Port}}, security: none, from: gevinst@bench.example, allowedDomains: [bench.example], operations: drift@bench.example }
                """);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "organisation.yml"), "units: [ { id: alle, name: Alle } ]\nposts: []\n");
#pragma warning disable RS0030 // A measurement is about the wall clock.
            var clock = TimeProvider.System;
#pragma warning restore RS0030
            await using var services = new ServiceCollection().AddSingleton(clock).AddSingleton(new CatalogLoader(folder.FullName, SourceKinds.All.Map).Load()).AddLogging()
                .AddCollect().AddStore().AddRound().AddPost().BuildServiceProvider();
            await services.GetRequiredService<Migrator>().MigrateAsync(clock.GetUtcNow(), default);
            var now = clock.GetUtcNow();
            await services.GetRequiredService<Outbox>().WriteAsync(_ => [.. Enumerable.Range(0, Letters).Select(i => new Written(LetterOf(i), [], []))], now, now, now, default);

            var started = Stopwatch.GetTimestamp();
            var delivery = await services.GetRequiredService<Postman>().DeliverAsync(toPeople: true, default);
            var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return delivery.Sent == Letters ? took : throw new InvalidOperationException(string.Join("; ", delivery.Faults.Take(3)));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static Letter LetterOf(int i) => new($"{i:x20}", LetterKind.Person, "chef", "Chefen", "chef@bench.example", "Rød afvigelse: Sparet porto", "Du får dette brev, fordi gevinsten »Sparet porto« nu afviger fra sin målkurve.",
        [.. Enumerable.Range(0, 3).Select(s => new Section($"Sparet porto {s}", "RØD, ny afvigelse", Tone.Red, [.. Enumerable.Range(0, 8).Select(f => new Fact($"Målt {f}", "48,0 % i juni 2026"))], "Luk papirkanalen på Ærø."))],
        "Sendt af Gevinstmonitor.", "da-DK");
}
