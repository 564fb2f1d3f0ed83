using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;

namespace GevinstMonitor.Post;

/// <summary>What became of a letter that was tried. A closed list: it is the label of the metric.</summary>
public enum Fate { Sent, Postponed, GivenUp }

/// <summary>A letter that was tried.</summary>
/// <param name="Post">The post that it goes to; null for operations.</param>
/// <param name="Why">Why it did not leave; null when it did. Names no person, and no address.</param>
public sealed record Tried(string Id, LetterKind Kind, string? Post, Fate Fate, string? Why);

/// <summary>How a delivery went.</summary>
/// <param name="Tried">Each letter that was tried, in order.</param>
/// <param name="Faults">Why letters did not leave, for people in operations.</param>
/// <param name="Waiting">Letters that are still in the outbox.</param>
/// <param name="Looking">How long the store took to tell what waits.</param>
public sealed record Delivery(IReadOnlyList<Tried> Tried, IReadOnlyList<string> Faults, OutboxDepth Waiting, TimeSpan Looking)
{
    public int Sent => CountOf(Fate.Sent);

    public int Postponed => CountOf(Fate.Postponed);

    public int GivenUp => CountOf(Fate.GivenUp);

    private int CountOf(Fate fate) => Tried.Count(letter => letter.Fate == fate);
}

/// <summary>Empties the outbox: claims a letter, sends it, marks it. One bad address blocks nobody.</summary>
public sealed class Postman(Catalog catalog, Outbox outbox, Mailers mailers, Links links, TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromMilliseconds(500);
    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly MailRenderer _renderer = new(catalog.Installation.Mail.From, catalog.Installation.Installation, catalog.Templates);
    private readonly Pace? _pace = catalog.Installation.Mail is SmtpMail { PerMinute: { } most } ? new Pace(most, clock) : null;

    /// <summary>The file name of a letter: when, to whom, which.</summary>
    public static string FileName(Letter letter, DateTimeOffset asOf) =>
        $"{asOf.ToString("yyyyMMdd'T'HHmm", System.Globalization.CultureInfo.InvariantCulture)}-{(letter.Post is { Length: > 60 } post ? post[..60] : letter.Post ?? "operations")}-{letter.Id}";

    /// <summary>Sends every letter that is due.</summary>
    /// <param name="toPeople">Whether it is the hour of letters; else those to operations alone leave.</param>
    /// <param name="told">Told of each letter that was tried as soon as it is known what became of it, for the delivery may not come to its end.</param>
    public async Task<Delivery> DeliverAsync(bool toPeople, CancellationToken ct, Action<Tried>? told = null)
    {
        var (tried, faults) = (new List<Tried>(), new List<string>());
        await using var mailer = mailers.Open();
        while (await IsInTurnAsync(toPeople, ct) && await outbox.ClaimAsync(_owner, toPeople, clock.GetUtcNow(), mailer.Lease, ct) is { } claimed)
        {
            try
            {
                await SendAsync(mailer, claimed, ct);
                if (await MarkSentAsync(claimed.Id, ct))
                    Tell(new Tried(claimed.Id, claimed.Kind, claimed.Post, Fate.Sent, null));
            }
            catch (MailException e)
            {
                faults.Add($"letter {claimed.Id}: {e.Message}");
                var isGivenUp = e.ForGood || IsTriedOut(claimed);
                if (isGivenUp ? await GiveUpAsync(claimed, e, ct) : await outbox.PostponeAsync(claimed.Id, _owner, e.Message, clock.GetUtcNow() + PauseAfter(claimed.Attempts), ct))
                    Tell(new Tried(claimed.Id, claimed.Kind, claimed.Post, isGivenUp ? Fate.GivenUp : Fate.Postponed, e.Message));
                if (e.EveryLetter)
                    break;
            }
        }

        var began = clock.GetTimestamp();
        var waiting = await outbox.DepthAsync(toPeople, clock.GetUtcNow(), ct);
        return new Delivery(tried, faults, waiting, clock.GetElapsedTime(began));

        void Tell(Tried letter)
        {
            tried.Add(letter);
            told?.Invoke(letter);
        }
    }

    // Before a letter is claimed, because a claim runs out; and not when there is nothing to wait for.
    private async Task<bool> IsInTurnAsync(bool toPeople, CancellationToken ct)
    {
        if (_pace is not null && _pace.Wait > TimeSpan.Zero && !await outbox.IsDueAsync(toPeople, clock.GetUtcNow() + _pace.Wait, ct))
            return false;
        await (_pace?.TurnAsync(ct) ?? Task.CompletedTask);
        return true;
    }

    // It has left: that must be marked, whatever the caller wants now, and also when the store is away just then. A claim that has run out meanwhile is not marked.
    private async Task<bool> MarkSentAsync(string letter, CancellationToken ct)
    {
        var left = clock.GetUtcNow();
        while (true)
        {
            try
            {
                return await outbox.SentAsync(letter, _owner, left, CancellationToken.None);
            }
            catch (StoreUnusableException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(BetweenMarks, clock, ct);
            }
        }
    }

    private async Task SendAsync(IMailer mailer, Claimed claimed, CancellationToken ct)
    {
        // The claim must not run out while the letter is on its way, or another sends it too; what is left of it is for marking the letter.
        using var tooLong = mailer.Lease > TimeSpan.Zero ? new CancellationTokenSource(mailer.Lease * 0.75, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, tooLong.Token);
        try
        {
            var letter = claimed.Letter;
            if (!Addresses.IsAllowed(letter.Address, catalog.Installation.Mail.AllowedDomains))
                throw new MailException("its address is not in mail.allowedDomains", everyLetter: false, forGood: true);
            var dated = TimeZoneInfo.ConvertTime(claimed.AsOf, catalog.Zone);
            await mailer.SendAsync(_renderer.Render(letter, dated, claimed.Earlier, letter.Post is { } post ? deviation => links.For(deviation, post, clock.GetUtcNow()) : null), FileName(letter, dated), either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MailException("the mail server took too long over it", everyLetter: true, e);
        }
        catch (Exception e) when (e is not (MailException or OperationCanceledException))
        {
            // Nobody foresaw it, so its text may hold anything; and it must not stand in the way of the other letters.
            throw new MailException($"it could not be sent: {e.GetType().Name}", everyLetter: false, e);
        }
    }

    // A letter that waited while nothing was tried, through a holiday or while no worker ran, is not given up at the first try after it.
    private bool IsTriedOut(Claimed claimed)
    {
        var most = catalog.Installation.Mail.GiveUpAfter;
        return clock.GetUtcNow() - claimed.WrittenAt >= most && PauseAfter(claimed.Attempts) >= (most < LongestPause ? most : LongestPause);
    }

    /// <summary>How long a letter waits after so many tries: a minute, twice as long each time, an hour at most.</summary>
    internal static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromMinutes(Math.Min(LongestPause.TotalMinutes, Math.Pow(2, Math.Min(attempts, 10))));

    private async Task<bool> GiveUpAsync(Claimed claimed, MailException why, CancellationToken ct)
    {
        Letter? instead = null;
        if (why.NoSuchAddress)
        {
            var (addresses, plans) = await outbox.TriedAsync(claimed.Id, ct);
            instead = StandIn.For(claimed.Letter, addresses, plans, catalog, catalog.At(clock.GetUtcNow()).Day);
        }

        // That operations cannot be reached is not told to operations. That an address is dead they hear too: it is theirs to have it mended.
        var trouble = claimed.Post is null ? null
            : new Trouble(TroubleKind.LetterGivenUp, $"letter {claimed.Id}", $"letter {claimed.Id}", null, "", $"{claimed.Post}: {why.Message}{(instead is null ? "" : $"; {instead.Post} gets it instead, as letter {instead.Id}")}");
        return await outbox.GiveUpAsync(claimed.Id, _owner, why.Message, trouble is null ? null : new TroubleChange(trouble, Began: true, clock.GetUtcNow()), clock.GetUtcNow(), ct, instead);
    }
}
