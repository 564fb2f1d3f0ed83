using System.CommandLine;
using System.Globalization;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>What commands work at: loads the configuration, and builds what the command needs from it.</summary>
internal sealed class Bench(Action<IServiceCollection> services)
{
    private static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public static Option<string?> AsOf() => new("--as-of") { Description = "The moment to judge as of, in the installation's time zone: 2026-07-13 (its first moment) or 2026-07-13T06:00; now when left out." };

    /// <exception cref="CatalogRefusedException">The configuration has faults.</exception>
    public static Catalog Load(ParseResult parsed) => new CatalogLoader(parsed.GetValue(CommandLine.Config)!, SourceKinds.All.Map).Load();

    /// <summary>Builds what a command needs around a catalog.</summary>
    public void Fill(IServiceCollection collection, Catalog catalog)
    {
        collection.AddSingleton(catalog);
        services(collection);
    }

    /// <summary>Everything around the store, its schema up to date.</summary>
    public async Task<ServiceProvider> OpenAsync(Catalog catalog, CancellationToken ct)
    {
        var provider = Build(catalog);
        try
        {
            await provider.GetRequiredService<Migrator>().MigrateAsync(provider.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public ServiceProvider Build(Catalog catalog)
    {
        var collection = new ServiceCollection();
        Fill(collection, catalog);
        return collection.BuildServiceProvider();
    }

    /// <summary>Everything for a command that changes nothing: a store that is not there yet is not made, but stood in for by an empty one.</summary>
    public async Task<ServiceProvider> LookAsync(Catalog catalog, CancellationToken ct)
    {
        var provider = Build(catalog);
        var (missing, isNew) = await provider.GetRequiredService<Migrator>().LookAsync(ct);
        if (isNew)
        {
            await provider.DisposeAsync();
            var folder = Directory.CreateTempSubdirectory("gevinst-");
            var collection = new ServiceCollection();
            Fill(collection, catalog);
            collection.AddSingleton<Database>(_ => new SqliteDatabase(Path.Combine(folder.FullName, "empty.db")));
            collection.AddSingleton(_ => new Empty(folder));
            var stand = collection.BuildServiceProvider();
            stand.GetRequiredService<Empty>();
            await stand.GetRequiredService<Migrator>().MigrateAsync(DateTimeOffset.UnixEpoch, ct);
            return stand;
        }

        RefuseOld(provider, missing);
        return provider;
    }

    /// <exception cref="StoreUnusableException">The store lacks scripts of this program.</exception>
    public static void RefuseOld(ServiceProvider provider, int missing)
    {
        if (missing > 0)
            throw new StoreUnusableException($"{provider.GetRequiredService<Database>().Description} has an older schema than this program; run gevinst migrate");
    }

    /// <summary>The plan with an id.</summary>
    public static Plan PlanOf(Catalog catalog, string id) => catalog.Plans.TryGetValue(id, out var plan) ? plan
        : throw new UsageException($"there is no plan '{id}'{(Binder.Nearest(id, catalog.Plans.Keys) is { Length: > 0 } near ? near : $"; there are {string.Join(", ", catalog.Plans.Keys)}")}");

    /// <summary>The benefit that is named as PLAN/BENEFIT.</summary>
    public static (Plan Plan, Benefit Benefit) BenefitOf(Catalog catalog, string named)
    {
        if (named.Split('/') is not [var planId, var benefitId])
            throw new UsageException($"'{named}': name a benefit as PLAN/BENEFIT");
        var plan = PlanOf(catalog, planId);
        return plan.Benefits.FirstOrDefault(b => b.Id == benefitId) is { } benefit ? (plan, benefit)
            : throw new UsageException($"plan '{planId}' has no benefit '{benefitId}'; it has {string.Join(", ", plan.Benefits.Select(b => b.Id))}");
    }

    /// <summary>That a benefit is not judged for a unit, and for which it is.</summary>
    public static UsageException NotJudged(string named, string? unit, Benefit benefit) => new($"{named} is not judged for '{unit}'; it is for {string.Join(", ", benefit.Places.Select(p => p.Unit))}");

    /// <summary>The moment that <c>--as-of</c> names; now when it is left out.</summary>
    public static DateTimeOffset MomentOf(ParseResult parsed, Option<string?> option, Catalog catalog, TimeProvider clock)
    {
        if (parsed.GetValue(option) is not { } text)
            return clock.GetUtcNow();
        if (!DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
            throw new UsageException($"--as-of {text}: write 2026-07-13 or 2026-07-13T06:00");
        if (moment.Year is < 1900 or > 9000)
            throw new UsageException($"--as-of {text}: a year between 1900 and 9000");
        if (moment.Kind == DateTimeKind.Utc)
            return new DateTimeOffset(moment, TimeSpan.Zero);
        if (catalog.Zone.IsInvalidTime(moment))
            throw new UsageException($"--as-of {text}: clocks in {catalog.Zone.Id} skip that time");
        return new DateTimeOffset(moment, catalog.Zone.GetUtcOffset(moment));
    }

    /// <summary>The day that an option names; null when it is left out.</summary>
    public static DateOnly? DayOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 9000 ? day
        : throw new UsageException($"{option.Name} {text}: write a day like 2026-07-13, of a year between 1900 and 9000");

    private sealed class Empty(DirectoryInfo folder) : IDisposable
    {
        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
