using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;
using Microsoft.Extensions.DependencyInjection;

namespace GevinstMonitor.Tests.Store;

/// <summary>What any store must do while letters are written: a change and its letter are one commit.</summary>
public abstract class MailroomContract
{
    // Nobody has put a file of papers there.
    private const string Papers = """
        id: papir
        kind: csv
        file: papir.csv
        """;

    private static readonly DateTimeOffset Now = new(2026, 7, 8, 5, 30, 0, TimeSpan.Zero);

    /// <summary>A new store.</summary>
    protected abstract TestStore NewStore();

    [Fact]
    public async Task Pass_WithMuchToTell_WritesALetterAPersonAndTellsNothingTwice()
    {
        using var town = Town();
        var services = await MuchToTellAsync(town);
        Assert.Equal(3, await WriteAsync(services));
        Assert.Equal(["chef 2", "chef-syd 1", "operations 1"], await WaitingAsync(services));
        Assert.Equal(0, await WriteAsync(services));
    }

    [Fact]
    public async Task Letters_WrittenByTwoAtOnce_AreWrittenOnce()
    {
        using var town = Town();
        var services = await MuchToTellAsync(town);
        Assert.Equal(3, (await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => WriteAsync(services))))).Sum());
        Assert.Equal(["chef 2", "chef-syd 1", "operations 1"], await WaitingAsync(services));
    }

    [Fact]
    public async Task Trouble_OverWhileItsLetterIsWritten_IsToldToBeOverToo()
    {
        using var town = Town();
        var services = await town.StartAsync();
        var outbox = services.GetRequiredService<Outbox>();
        await ConcludeAsync(began: true);

        var over = Task.CompletedTask;
        Assert.Equal(1, await outbox.WriteAsync(pending =>
        {
            over = Task.Run(() => ConcludeAsync(began: false));
            return new LetterWriter(services.GetRequiredService<Catalog>().Desk).Write(pending.Deviations, pending.Troubles, new DateOnly(2026, 7, 8), pending.Targets);
        }, Now, Now, Now, Ct));
        await over;
        Assert.False(Assert.Single((await outbox.PendingAsync(DateTimeOffset.UnixEpoch, Ct)).Troubles).Change.Began);

        Task ConcludeAsync(bool began) => services.GetRequiredService<Cases>().ConcludeAsync(
            _ => new Conclusions([], [new TroubleChange(new Trouble(TroubleKind.SourceFailed, "source papir", "source papir", null, "Unreachable", "no answer"), began, Now)], []), Now, Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Town Town() => new(store: NewStore());

    // Two benefits of one owner and one of another are off their paths, and a source fails.
    private static async Task<ServiceProvider> MuchToTellAsync(Town town)
    {
        town.Write("config/sources/maalinger.yml", Given.Source).Write("config/sources/papir.yml", Papers)
            .Write("config/indicators/andel.yml", Given.Indicator)
            .Write("config/indicators/papir.yml", Given.Indicator.Replace("id: andel", "id: papir", StringComparison.Ordinal).Replace("source: maalinger", "source: papir", StringComparison.Ordinal))
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));
        foreach (var (plan, owner) in new[] { ("post", "chef"), ("loen", "chef"), ("syd", "chef-syd") })
            town.Write($"config/plans/{plan}.yml", Given.Plan.Replace("id: post", $"id: {plan}", StringComparison.Ordinal).Replace("owner: chef", $"owner: {owner}", StringComparison.Ordinal)
                .Replace("dkkPerUnitYear: 12000", "dkkPerUnitYear: 12000, beside: [post/porto, loen/porto, syd/porto]".Replace($"{plan}/porto, ", "", StringComparison.Ordinal).Replace($", {plan}/porto", "", StringComparison.Ordinal), StringComparison.Ordinal));
        town.Clock.SetUtcNow(Now);
        var services = await town.StartAsync();
        await services.GetRequiredService<Round>().RunAsync([.. services.GetRequiredService<Catalog>().Indicators.Values], Now, Ct);
        return services;
    }

    private static Task<int> WriteAsync(ServiceProvider services) =>
        services.GetRequiredService<Mailroom>().WriteAsync(services.GetRequiredService<Catalog>().At(Now), toPeople: true, Ct);

    private static async Task<IEnumerable<string>> WaitingAsync(ServiceProvider services) =>
        (await services.GetRequiredService<Outbox>().WaitingAsync(Ct)).Select(w => $"{w.Letter.Post ?? "operations"} {w.Letter.Sections.Count}").Order(StringComparer.Ordinal);
}

public sealed class SqliteMailroomTests : MailroomContract
{
    protected override TestStore NewStore() => new SqliteTestStore();
}

public sealed class PostgresMailroomTests : MailroomContract
{
    protected override TestStore NewStore() => new PostgresTestStore();
}

public sealed class SqlServerMailroomTests : MailroomContract
{
    protected override TestStore NewStore() => new SqlServerTestStore();
}
