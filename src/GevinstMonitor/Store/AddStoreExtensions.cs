using GevinstMonitor.Configure;
using Microsoft.AspNetCore.DataProtection;

namespace GevinstMonitor.Store;

public static class AddStoreExtensions
{
    public static IServiceCollection AddStore(this IServiceCollection services) => services
        .AddSingleton(provider => Open(provider.GetRequiredService<Catalog>()))
        .AddSingleton(provider => new Migrator(provider.GetRequiredService<Database>(), Migrator.Shipped("sqlite")))
        .AddSingleton<Ledger>()
        .AddSingleton<Archive>()
        .AddSingleton<Cases>()
        .AddSingleton<Outbox>()
        .AddSingleton<Correspondence>()
        .AddSingleton<Digests>()
        .AddSingleton<Evidence>()
        .AddSingleton<Responses>()
        .AddSingleton(provider => StoreKeys.Protection(provider.GetRequiredService<Database>()))
        .AddSingleton(provider => new Lazy<IDataProtectionProvider>(provider.GetRequiredService<IDataProtectionProvider>))
        .AddSingleton<AnswerTokens>();

    private static Database Open(Catalog catalog) => catalog.Installation.Store switch
    {
        SqliteStore sqlite => new Database(catalog.PathOf(sqlite.File)),
        var other => throw new NotSupportedException(other.GetType().Name),
    };
}
