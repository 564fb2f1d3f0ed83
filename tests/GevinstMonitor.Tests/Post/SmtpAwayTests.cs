using System.Net;
using System.Net.Sockets;
using GevinstMonitor.Configure;
using GevinstMonitor.Post;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Post;

/// <summary>A mail server that is away for an hour of the town's clock, in which the post comes by every minute.</summary>
public sealed class SmtpAwayTests
{
    private const int Letters = 5;

    [Fact]
    public async Task Server_AwayForAnHour_IsTriedLessAndLessAndThenEachLetterArrivesOnceAndNobodyHearsOfIt()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var post = PostTown.With(new Town(PostTown.Smtp("127.0.0.1", port, "none", login: false, authority: false)));
        await post.PutAsync(PostTown.Letters(Letters));
        var services = await post.Town.StartAsync();
        // Of each letter, the minutes at which it was tried.
        var tries = Enumerable.Range(0, Letters).ToDictionary(i => $"letter{i:00}", _ => new List<int>(), StringComparer.Ordinal);
        for (var minute = 0; minute < 60; minute++)
        {
            var delivery = await MinuteAsync(post, services);
            Assert.Equal((0, 0, Letters), (delivery.Sent, delivery.GivenUp, delivery.Waiting.Waiting));
            foreach (var (letter, attempts) in Attempts(post).Where(a => a.Attempts > tries[a.Letter].Count))
                tries[letter].Add(minute);
        }

        foreach (var (letter, minutes) in tries)
        {
            // One letter a minute is tried, because none would leave; so the first pauses are longer than they need be.
            var pauses = minutes.Zip(minutes.Skip(1), (a, b) => b - a).ToList();
            Assert.True(pauses.Count >= 3 && pauses.Zip(pauses.Skip(1)).All(p => p.First <= p.Second) && pauses[^1] >= 16, $"{letter} was tried at {string.Join(", ", minutes)}");
        }

        await using var server = new LoopbackSmtp(port);
        for (var minute = 0; minute < 70; minute++)
            await MinuteAsync(post, services);

        Assert.Equal(Enumerable.Range(0, Letters).Select(i => $"letter{i:00} Sent"), post.States());
        Assert.Equal(Letters, server.Letters.Count);
        Assert.Equal(Letters, server.Letters.Select(l => l.Message.MessageId).Distinct().Count());
        Assert.All(server.Letters, l => Assert.Equal("chef@proeveby.example", l.Message.To.Mailboxes.Single().Address));
    }

    private static async Task<Delivery> MinuteAsync(PostTown post, ServiceProvider services)
    {
        await services.GetRequiredService<Mailroom>().WriteAsync(services.GetRequiredService<Catalog>().At(post.Town.Clock.GetUtcNow()), toPeople: true, TestContext.Current.CancellationToken);
        var delivery = await services.GetRequiredService<Postman>().DeliverAsync(toPeople: true, TestContext.Current.CancellationToken);
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        return delivery;
    }

    private static IEnumerable<(string Letter, int Attempts)> Attempts(PostTown post) =>
        post.Town.Query<string>("select letter_id || ' ' || attempts from letters").Select(row => (row.Split(' ')[0], int.Parse(row.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
}
