using System.Collections;
using GevinstMonitor.Configure;
using GevinstMonitor.Tests.Configure;

namespace GevinstMonitor.Tests.Flow;

/// <summary>
/// A secret in every place that takes one: none is to be read in what the program says, serves, logs, writes or keeps, whether the servers answer or refuse, and
/// though they repeat what they were told.
/// </summary>
public sealed class SecretsTests
{
    // What the others say is said by these too, with more; all of them in the gate.
    private static readonly string[] Commands =
    [
        .. Fuzz.IsThorough ? ["check", "status --as-of 2026-07-08"] : Array.Empty<string>(),
        "check --connect", "preview --to ../preview --as-of 2026-07-08", "once --as-of 2026-07-08",
    ];

    [Fact]
    public async Task Secrets_WhereServersAnswer_StandNowhere()
    {
        await using var town = await SecretsTown.AnsweringAsync();
        Assert.Empty(await SeenAsync(town, benefits: Fuzz.IsThorough ? town.Benefits : ["http-headers", town.Answering.First()]));
        // All that can answer here did; no SQL Server can, and no SSH server has the made-up password.
        Assert.Equal(town.Answering, town.Town.Query<string>("select distinct source_id from readings where outcome = 'Taken'").Order());
        Assert.NotEmpty(town.Mail.Letters);
    }

    [Fact]
    public async Task Secrets_WhereServersRefuseAndRepeatWhatTheyWereTold_StandNowhere()
    {
        await using var town = await SecretsTown.RefusingAsync();
        // What else explain says of a failure stands in the store, which is searched too.
        Assert.Empty(await SeenAsync(town, benefits: ["http-headers"]));
        Assert.Empty(town.Town.Query<string>("select distinct source_id from readings where outcome = 'Taken'"));
        Assert.Equal(town.Benefits.Count, town.Town.Query<int>("select count(distinct source_id) from readings").Single());
        Assert.Empty(town.Mail.Letters);
    }

    [Fact]
    public async Task Places_ThatTakeASecret_AllHaveOneHere()
    {
        var all = Language.Records.SelectMany(r => Binder.KeysOf(r).Where(k => IsSecret(k.Property.PropertyType)).Select(k => $"{r.Name}.{k.Key}"))
            // Goes instead of a login; that it stands nowhere is OauthTests' to show.
            // A town has one store; that the connection string of one on a server stands nowhere is ServerStoreTests' to show.
            .Except(["SmtpOauth.secret", "PostgresStore.connectionString", "SqlServerStore.connectionString"]).Order();

        await using var town = await SecretsTown.RefusingAsync();
        var catalog = town.Town.Load();
        var planted = catalog.Sources.Values.Cast<object>().Append(catalog.Installation).SelectMany(PlacesIn).Distinct().Order();

        Assert.Equal(all, planted);
    }

    [Fact]
    public async Task Secret_ThatIsTold_IsFoundWhereverItIsTold()
    {
        await using var town = await SecretsTown.AnsweringAsync(aloud: PlantedSecrets.ValueOf("mail"));

        var seen = await SeenAsync(town, benefits: ["http-headers"], [.. Commands.Where(c => !c.StartsWith("check", StringComparison.Ordinal))], worker: false);

        foreach (var place in new[] { "preview --to", "explain", "letters", "store.db", "preview/" })
            Assert.Contains(seen, s => s.StartsWith($"mail in {place}", StringComparison.Ordinal));
    }

    [Fact]
    public void Secret_HoweverItIsWritten_IsFound()
    {
        using var town = new Town();
        var planted = new PlantedSecrets(town);
        planted.Plant("one");
        planted.Plant("other");
        var value = PlantedSecrets.ValueOf("one");

        foreach (var text in PlantedSecrets.Forms(value).Append(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"gevinst:{value}"))).Append($"\"{value}\""))
            Assert.Equal(["one"], planted.In($"2026-07-08 fail: the server says {text}, which is wrong\n"));
        Assert.Empty(planted.In("2026-07-08 fail: the server says nothing\n"));
    }

    /// <summary>Everything that the program says, serves, sends and keeps, as "secret in place" for every secret that stands there.</summary>
    /// <param name="benefits">Those that are explained.</param>
    private static async Task<IReadOnlyList<string>> SeenAsync(SecretsTown town, IEnumerable<string> benefits, IReadOnlyList<string>? commands = null, bool worker = true)
    {
        var seen = new List<string>();
        foreach (var command in (commands ?? Commands).Concat(benefits.Select(b => $"explain post/{b} --as-of 2026-07-08")))
        {
            using var gevinst = Gevinst.Start([.. command.Replace("../preview", town.Town.PathOf("preview"), StringComparison.Ordinal).Split(' '), "--config", town.Town.Config], town.Secrets.Environment);
            var said = await gevinst.EndAsync();
            Assert.True(said.Exit is 0 or 1, $"{command}: {said.Exit}\n{said.Out}{said.Error}");
            Note(command, town.Secrets.In(said.Out).Concat(town.Secrets.In(said.Error)));
        }

        if (worker)
        {
            using var run = Gevinst.Start(["run", "--config", town.Town.Config], town.Secrets.Environment);
            foreach (var source in town.Benefits)
                await run.LineAsync($"Round {source}: ");
            using var http = new HttpClient { BaseAddress = new Uri(town.Status) };
            foreach (var path in new[] { "/", "/metrics", "/health", "/health/live", "/health/ready" })
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
                Note($"page {path}", town.Secrets.In(answer.Headers.ToString() + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            }

            run.Terminate();
            var said = await run.EndAsync();
            Note("run", town.Secrets.In(said.Out).Concat(town.Secrets.In(said.Error)));
        }

        foreach (var letter in town.Mail.Letters)
            Note("letters", town.Secrets.In(letter.Message));
        var files = Directory.GetFiles(town.Town.PathOf(""), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(town.Town.PathOf(""), f)).ToList();
        Assert.Contains("store.db", files);
        Assert.Contains(files, f => f.StartsWith("preview/", StringComparison.Ordinal));
        foreach (var file in files.Where(f => !f.StartsWith(PlantedSecrets.Folder, StringComparison.Ordinal) && !f.StartsWith("config/plans", StringComparison.Ordinal)))
            Note(file, town.Secrets.InFile(town.Town.PathOf(file)));
        return seen;

        void Note(string place, IEnumerable<string> secrets) => seen.AddRange(secrets.Distinct().Select(s => $"{s} in {place}"));
    }

    private static bool IsSecret(Type type) => type == typeof(Secret) || (type.IsGenericType && type.GetGenericArguments()[^1] == typeof(Secret));

    // Where in a record, or in one inside it, a secret is referred to.
    private static IEnumerable<string> PlacesIn(object record) => Binder.KeysOf(record.GetType()).SelectMany(key => (IsSecret(key.Property.PropertyType), key.Property.GetValue(record)) switch
    {
        (_, null) => [],
        (true, IDictionary { Count: 0 }) => [],
        (true, _) => [$"{record.GetType().Name}.{key.Key}"],
        (false, { } value) when Language.Records.Contains(value.GetType()) => PlacesIn(value),
        _ => Enumerable.Empty<string>(),
    });
}
