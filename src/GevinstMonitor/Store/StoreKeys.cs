using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace GevinstMonitor.Store;

/// <summary>The keys that links and forms are signed by, kept in the store and nowhere else: whoever restores the store can read the links that are out.</summary>
public sealed class StoreKeys(Database database) : IXmlRepository
{
    private const string Application = "gevinst";

    /// <summary>Protection by the keys in the store. Made when it is asked for: most commands never do.</summary>
    public static IDataProtectionProvider Protection(Database database)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(Application);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new StoreKeys(database));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    public IReadOnlyCollection<XElement> GetAllElements() => Wait(database.AskAsync(async connection =>
        (IReadOnlyCollection<XElement>)[.. (await connection.QueryAsync<string>("select xml from data_protection_keys order by key_id")).Select(xml => XElement.Parse(xml))], CancellationToken.None));

    public void StoreElement(XElement element, string friendlyName) => Wait(database.InTransactionAsync((connection, transaction) =>
        connection.ExecuteAsync("insert into data_protection_keys (key_id, name, xml) select coalesce(max(key_id), 0) + 1, @name, @xml from data_protection_keys", new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }, transaction), CancellationToken.None));

    // Data Protection asks for its keys without awaiting.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
