using System.Collections.Concurrent;
using System.Data.Common;
using MimeKit;

namespace GevinstMonitor.Tests.Post;

/// <summary>Mail servers as Debian ships them, started by <c>.ci/databases</c>: Postfix with STARTTLS and login, and aiosmtpd doing wrong.</summary>
public sealed class RealServerTests
{
    private readonly string _own = Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task Letters_ToPostfix_ArriveEachOnceAndAnUnknownRecipientsGoesToTheHolderOfThePost()
    {
        var server = Server("SMTP");
        using var post = Postfix(server);
        var ids = Enumerable.Range(0, 10).Select(i => $"{_own}-{i}").ToList();
        await post.PutAsync([.. ids.Select(id => PostTown.Letter(id, id == ids[4] ? "fratraadt@proeveby.example" : "chef@proeveby.example"))]);
        using var arriving = new Arriving((string)server["Folder"], _own, 9);

        var delivery = await post.DeliverAsync();
        Assert.Equal($"letter {ids[4]}: the mail server refused the recipient with 550", Assert.Single(delivery.Faults));
        Assert.Equal((10, 0, 1, 0), (delivery.Sent, delivery.Postponed, delivery.GivenUp, delivery.Waiting.Waiting));
        // Those with the test's own ids; the one that went instead has another.
        Assert.Equal(ids.Where(id => id != ids[4]).Select(id => $"{id}@proeveby.example"), (await arriving.AllAsync()).Order());
    }

    [Theory]
    [InlineData(false, "andet", "does not take the login")]
    [InlineData(true, null, "has a certificate that is not trusted")]
    public async Task Postfix_ThatIsNotTrustedOrDoesNotTrustUs_GetsNothing(bool strange, string? password, string says)
    {
        var server = Server("SMTP");
        using var post = Postfix(server, password);
        if (strange)
            post.Town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", Port(server), "starttls", login: true, authority: false));
        await post.PutAsync(PostTown.Letter(_own));

        var delivery = await post.DeliverAsync();
        Assert.Equal((0, 1), (delivery.Sent, delivery.Postponed));
        Assert.Contains(says, Assert.Single(delivery.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("busy", "the mail server refused the recipient with 451")]
    [InlineData("dropped", "broke: ")]
    [InlineData("slow", "broke: no answer within 1 seconds")]
    public async Task Letter_ThatAServerDoesNotTakeTheFirstTime_ArrivesOnceTheSecond(string how, string says)
    {
        var server = Server("SMTP_FAULTS");
        using var post = PostTown.With(new Town(PostTown.Smtp("localhost", Port(server), "none", login: false, authority: false).Replace("timeout: 10s", "timeout: 1s", StringComparison.Ordinal)));
        await post.PutAsync(PostTown.Letter(_own, $"{how}-{_own}@proeveby.example"));

        var first = await post.DeliverAsync();
        Assert.Equal((0, 1), (first.Sent, first.Postponed));
        Assert.Contains(says, Assert.Single(first.Faults), StringComparison.Ordinal);
        Assert.Empty(Taken(server));
        post.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await post.DeliverAsync()).Sent);
        Assert.Equal($"{_own}@proeveby.example", (await MimeMessage.LoadAsync(Assert.Single(Taken(server)), TestContext.Current.CancellationToken)).MessageId);
    }

    [Fact]
    public async Task Letters_AmongWhichOneIsRefusedForGood_ArriveOnceAndThatOneGoesToTheHolderOfThePost()
    {
        var server = Server("SMTP_FAULTS");
        using var post = PostTown.With(new Town(PostTown.Smtp("localhost", Port(server), "none", login: false, authority: false)));
        await post.PutAsync([.. new[] { "her", "gone", "ogsaa" }.Select(who => PostTown.Letter($"{_own}-{who}", $"{who}-{_own}@proeveby.example"))]);

        var delivery = await post.DeliverAsync();
        Assert.Equal((3, 1), (delivery.Sent, delivery.GivenUp));
        Assert.Equal([$"her-{_own}", $"ogsaa-{_own}"], Taken(server).Select(file => Path.GetFileName(file).Split('@')[0]).Order());
    }

    private string[] Taken(DbConnectionStringBuilder server) => Directory.GetFiles((string)server["Folder"], $"*-{_own}@*");

    private static PostTown Postfix(DbConnectionStringBuilder server, string? password = null) =>
        PostTown.With(new Town(PostTown.Smtp("localhost", Port(server), "starttls", login: true, authority: true))
            .Write("config/certs/ca.pem", File.ReadAllText((string)server["Authority"])).Write("password.txt", password ?? (string)server["Password"]));

    private static int Port(DbConnectionStringBuilder server) => int.Parse((string)server["Port"], System.Globalization.CultureInfo.InvariantCulture);

    private static DbConnectionStringBuilder Server(string name)
    {
        var text = Environment.GetEnvironmentVariable($"GEVINST_TEST_{name}");
        Assert.SkipWhen(string.IsNullOrEmpty(text), $"no server: GEVINST_TEST_{name} names none");
        return new DbConnectionStringBuilder { ConnectionString = text };
    }

    // Postfix has said that it has a letter before it lies in its mailbox.
    private sealed class Arriving : IDisposable
    {
        private readonly ConcurrentQueue<string> _ids = [];
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly FileSystemWatcher _watcher;

        public Arriving(string folder, string part, int count)
        {
            _watcher = new FileSystemWatcher(folder);
            _watcher.Created += (_, file) => Take(file.FullPath);
            _watcher.Renamed += (_, file) => Take(file.FullPath);
            _watcher.EnableRaisingEvents = true;

            void Take(string path)
            {
                if (MimeMessage.Load(path).MessageId is { } id && id.StartsWith(part, StringComparison.Ordinal))
                    _ids.Enqueue(id);
                if (_ids.Count == count)
                    _all.TrySetResult();
            }
        }

        public async Task<IReadOnlyList<string>> AllAsync()
        {
            await _all.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            return [.. _ids];
        }

        public void Dispose() => _watcher.Dispose();
    }
}
