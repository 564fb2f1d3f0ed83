using System.Globalization;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Readings;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using GevinstMonitor.Tests.Post;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>A town in whose store there is something of everything.</summary>
internal static class FullTown
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Town In(TestStore store) => new Town(
        Given.Installation + "\nletters: { escalation: { remind: 5 workdays, controller: 10 workdays } }\n",
        Given.Organisation + """

            groups:
              - { id: chefgruppen, name: Chefgruppen, members: [chef-syd], meetings: [2026-07-15], digest: { before: 3 workdays } }
            """, store)
        .Write("config/sources/maalinger.yml", Given.Source)
        .Write("config/indicators/andel.yml", Given.Indicator)
        .Write("config/plans/post.yml", Given.Plan.Replace("controller: controller", "controller: controller\nreportTo: chefgruppen", StringComparison.Ordinal))
        .Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 520)));

    /// <summary>A town's summer, with all that may happen to letters; then everything that can be looked up.</summary>
    public static async Task LiveAsync(Town town)
    {
        // Amber, and told; red; answered; nobody acts; better; and back.
        await town.OnceAsync("2026-07-08T07:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 480)));
        await town.OnceAsync("2026-07-09T07:00");
        var (services, open) = await OpenAsync(town, "2026-07-10");
        var responses = services.GetRequiredService<Responses>();
        await AnswerAsync(new Response(open.Id, ResponseKind.Disputed, At("2026-07-10")) { Post = "chef", Note = "Tallet er forkert" });
        await town.DecideAsync(town.Query<long>("select max(measurement_id) from measurements").Single(), Decision.Released, "2026-07-11T07:00");
        foreach (var day in new[] { "2026-07-13", "2026-07-20", "2026-07-27" })
            await town.OnceAsync($"{day}T07:00");
        await town.FillAsync("2026-07-28T07:00", "2026-04-01", "2026-04-30");
        await town.FillAsync("2026-07-28T07:00", "2026-04-01", "2026-04-30");
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 520)));
        await town.OnceAsync("2026-07-29T07:00");
        town.Write("config/maalinger.csv", Given.Figures(("2026-04", 450), ("2026-05", 505), ("2026-06", 560)));
        await town.OnceAsync("2026-07-30T07:00");

        (services, _) = (await town.StartAsync(), open);
        var catalog = services.GetRequiredService<Catalog>();
        var indicator = catalog.Indicators["andel"].Indicator;
        var (cases, outbox, ledger, archive, digests) = (services.GetRequiredService<Cases>(), services.GetRequiredService<Outbox>(), services.GetRequiredService<Ledger>(),
            services.GetRequiredService<Archive>(), services.GetRequiredService<Digests>());
        await services.GetRequiredService<StoreTrial>().WriteAsync(TestContext.Current.CancellationToken);
        var now = At("2026-07-31");

        // One that is over before anyone heard of it.
        var first = (await cases.HistoryAsync("post", "porto", "*", now, Ct))[^1];
        var unheard = first with { Deviation = first.Deviation with { Id = "D-unheard", OpenedAt = now }, At = now };
        foreach (var change in new[] { unheard, unheard with { Kind = ChangeKind.Resolved, Reason = ChangeReason.BackOnTrack } })
            await cases.ConcludeAsync(_ => new Conclusions([change], [], []), now, Ct);
        Assert.Empty((await outbox.PendingAsync(now, Ct)).Deviations);

        // A letter that nobody takes, after one that was tried in vain; what it was to tell, another tells.
        var trouble = new Trouble(TroubleKind.SourceFailed, "source maalinger", "source maalinger", null, "Unreachable", "no answer");
        await cases.ConcludeAsync(_ => new Conclusions([], [new TroubleChange(trouble, true, now)], []) { Targets = [new TargetChange("post", "porto", "*", 2, 1, now, true, 0.25m)] }, now, Ct);
        await cases.ConcludeAsync(_ => new Conclusions([], [new TroubleChange(trouble, false, now)], []), now, Ct);
        await outbox.WriteAsync(pending => [new Written(PostTown.Letter("aaaa"), [.. pending.Deviations.Select(d => d.Id)], [.. pending.Troubles.Select(t => t.Id)])
            { TargetChanges = [.. pending.Targets.Select(t => t.Id)], Steps = [new TakenStep(open.Id, EscalationStep.Reminder)] }], now, now, now, Ct);
        Assert.True(await outbox.IsDueAsync(toPeople: true, now, Ct));
        Assert.Equal("aaaa", (await outbox.ClaimAsync("one", toPeople: true, now, TimeSpan.FromMinutes(2), Ct))!.Id);
        Assert.Equal(1, (await outbox.DepthAsync(toPeople: true, now, Ct)).Leased);
        Assert.True(await outbox.PostponeAsync("aaaa", "one", "nobody answers", now, Ct));
        Assert.NotNull(await outbox.ClaimAsync("one", toPeople: true, now, TimeSpan.FromMinutes(2), Ct));
        Assert.True(await outbox.GiveUpAsync("aaaa", "one", "no such address", new TroubleChange(trouble with { Subject = "letter aaaa" }, true, now), now, Ct, PostTown.Letter("bbbb")));
        Assert.Contains("post", (await outbox.TriedAsync("bbbb", Ct)).Plans);
        Assert.Single(await outbox.WaitingAsync(Ct));

        Assert.NotNull(await ledger.NewestAsOfAsync(Ct));
        Assert.NotEmpty(await ledger.NewestReadingsAsync(Ct));
        Assert.True(await ledger.NextMeasurementAsync(Ct) > 1);
        Assert.NotEmpty(await archive.ReadingsAsync("andel", catalog.At(now), 10, Ct));
        Assert.NotEmpty(await archive.RestatedAsync(indicator, ["*"], catalog.At(now), 10, Ct));
        Assert.NotEmpty(await archive.FactsAsync([indicator], catalog.Zone, Ct));
        Assert.NotEmpty((await cases.OpenAsync(At("2026-07-10"), Ct)).Deviations);
        Assert.NotEmpty(await cases.HistoryAsync("post", "porto", "*", now, Ct));
        Assert.NotEmpty(await cases.ToldAsync(now, Ct));
        Assert.NotEmpty(await cases.JudgedAsync(Ct));
        Assert.NotEmpty(await services.GetRequiredService<Evidence>().DeviationsAsync("post", now, Ct));
        Assert.NotEmpty(await services.GetRequiredService<Evidence>().DecisionsAsync(["andel"], now, Ct));
        Assert.NotEmpty(await services.GetRequiredService<Responses>().AllAsync(now, Ct));
        Assert.NotEmpty(await services.GetRequiredService<Correspondence>().AllAsync(Ct));
        var views = services.GetRequiredService<Views>();
        Assert.Equal((await views.OpenAsync(null, Ct)).Count, (await views.OpenAsync("post", Ct)).Count);
        Assert.Equal(2, (await views.HistoryAsync("post", "porto", "*", 2, Ct)).Count);
        Assert.NotEmpty(await views.AnswersAsync("post", "porto", "*", 10, Ct));
        Assert.NotEmpty(await views.ReadingsAsync(["andel"], DateTimeOffset.UnixEpoch, Ct));
        var letters = await views.LettersAsync(null, 2, Ct);
        Assert.Empty((await views.LettersAsync(new LettersBefore(letters[1].AsOf, letters[1].Id), 100, Ct)).Select(l => l.Id).Intersect(letters.Select(l => l.Id)));
        Assert.NotEmpty(await digests.OfAsync("chefgruppen", Ct));
        Assert.NotEmpty((await digests.SinceAsync(null, At("2026-07-01"), now, Ct)).Changes);
        Assert.Empty((await digests.SinceAsync(null, now, now, Ct)).Changes);
        var retired = new Retired(At("2026-07-10"), ["andel"], At("2026-07-20"));
        var would = await services.GetRequiredService<Retention>().LookAsync(retired, Ct);
        Assert.All(would, part => Assert.True(part.Sum.Rows > 0, part.Table));
        Assert.Equal(would, await services.GetRequiredService<Retention>().ArchiveAsync(town.PathOf("archived.zip"), retired, "Prøveby Kommune", now, Ct));
        services.GetRequiredService<AnswerTokens>().Write(new AnswerToken(open.Id, "chef", now));

        async Task AnswerAsync(Response response)
        {
            var about = await responses.FindAsync(response.Deviation, response.At, Ct);
            Assert.Null(await responses.AnswerAsync(about!, response, Ct));
        }
    }

    private static async Task<(ServiceProvider Services, Deviation Open)> OpenAsync(Town town, string day)
    {
        var services = await town.StartAsync();
        return (services, (await services.GetRequiredService<Cases>().OpenAsync(At(day), Ct)).Deviations.Values.Single());
    }

    private static DateTimeOffset At(string day) => new(DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(10), TimeSpan.Zero);

    /// <summary>Moves a town's store into another's, which is new.</summary>
    public static async Task<IReadOnlyList<MovedTable>> MoveAsync(Town from, Town to)
    {
        var file = from.PathOf("moved.zip");
        await (await from.StartAsync()).GetRequiredService<Exporter>().ExportAsync(file, "Prøveby Kommune", from.Clock.GetUtcNow(), Ct);
        using var reader = new StoreFileReader(file);
        return await (await to.StartAsync()).GetRequiredService<Importer>().ImportAsync(reader, from.Clock.GetUtcNow(), Ct);
    }
}
