using System.Runtime.CompilerServices;
using GevinstMonitor.Configure;
using GevinstMonitor.Connect;
using Microsoft.AspNetCore.DataProtection;

namespace GevinstMonitor.Store;

public static class AddStoreExtensions
{
    public static IServiceCollection AddStore(this IServiceCollection services) => services
        .AddSingleton(provider => Open(provider.GetRequiredService<Catalog>()))
        .AddSingleton(provider => Migrator.Of(provider.GetRequiredService<Database>()))
        .AddSingleton<Ledger>()
        .AddSingleton<Archive>()
        .AddSingleton<Cases>()
        .AddSingleton<Outbox>()
        .AddSingleton<Correspondence>()
        .AddSingleton<Digests>()
        .AddSingleton<Evidence>()
        .AddSingleton<Responses>()
        .AddSingleton<Retention>()
        .AddSingleton<Views>()
        .AddSingleton<Workers>()
        .AddSingleton<Exporter>()
        .AddSingleton<Importer>()
        .AddSingleton<StoreTrial>()
        .AddSingleton(provider => StoreKeys.Protection(provider.GetRequiredService<Database>()))
        .AddSingleton(provider => new Lazy<IDataProtectionProvider>(provider.GetRequiredService<IDataProtectionProvider>))
        .AddSingleton<AnswerTokens>();

    private static Database Open(Catalog catalog) => catalog.Installation.Store is SqliteStore sqlite ? new SqliteDatabase(catalog.PathOf(sqlite.File)) : OnServer(catalog);

    // By itself, so that nobody loads the drivers of servers for a file.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Database OnServer(Catalog catalog)
    {
        var store = (ServerStore)catalog.Installation.Store;
        try
        {
            var text = store.ConnectionString.Reveal(catalog.Folder);
            return store switch
            {
                PostgresStore => new PostgresDatabase(PostgresConnections.Settle(text)),
                SqlServerStore sqlServer => new SqlServerDatabase(SqlServerConnections.Settle(text, sqlServer.Authentication, sqlServer.Tenant)),
                _ => throw new NotSupportedException(store.GetType().Name),
            };
        }
        catch (Exception e) when (e is SecretMissingException or WeakConnectionException or LoginException)
        {
            throw new StoreUnusableException($"the store cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // The driver's own text may quote the string, password and all.
            throw new StoreUnusableException("the store cannot be used: the connection string is not one that this kind of database knows");
        }
    }
}
