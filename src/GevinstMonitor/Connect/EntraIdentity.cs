using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using GevinstMonitor.Configure;
using Microsoft.Identity.Client;

namespace GevinstMonitor.Connect;

/// <summary>
/// Who the worker is to Microsoft Entra ID, and the tokens that it gets there for databases. Azure's libraries keep a token until shortly before it ends; they are
/// loaded when the first identity is made, and not before.
/// </summary>
internal sealed partial class EntraIdentity
{
    private const string Databases = "https://database.windows.net/.default";
    private readonly TokenCredential _credential;
    private readonly string _way;

    /// <param name="user">A service principal's or an identity's client id; empty for the machine's own.</param>
    /// <param name="secret">A service principal's.</param>
    public EntraIdentity(SqlServerAuthentication way, string? tenant, string user, string secret)
    {
        _way = Scalars.KebabCase(way.ToString());
        _credential = way switch
        {
            SqlServerAuthentication.EntraManagedIdentity => new ManagedIdentityCredential(OneTry(new ManagedIdentityCredentialOptions(user.Length > 0 ? ManagedIdentityId.FromUserAssignedClientId(user) : ManagedIdentityId.SystemAssigned))),
            // Whose authority it is stands in the tenant; to ask somebody else about it first is a way more that can be closed.
            SqlServerAuthentication.EntraServicePrincipal => new ClientSecretCredential(tenant, user, secret, OneTry(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true })),
            SqlServerAuthentication.EntraWorkloadIdentity => new WorkloadIdentityCredential(OneTry(Workload(user))),
            _ => new DefaultAzureCredential(OneTry(Default(user))),
        };
    }

    /// <summary>A token that a database takes.</summary>
    /// <exception cref="LoginException">There is none.</exception>
    public async Task<string> TokenAsync(CancellationToken ct)
    {
        try
        {
            return (await _credential.GetTokenAsync(new TokenRequestContext([Databases]), ct)).Token;
        }
        catch (CredentialUnavailableException e)
        {
            throw new LoginException($"this machine offers the worker no identity for authentication '{_way}'", inner: e);
        }
        catch (AuthenticationFailedException e)
        {
            ct.ThrowIfCancellationRequested();
            throw Understand(e);
        }
    }

    // The text of what went wrong quotes what was sent and answered: only numbers are taken from it.
    private LoginException Understand(AuthenticationFailedException e)
    {
        var causes = CausesOf(e).ToList();
        var status = causes.Select(c => c switch { RequestFailedException r => r.Status, MsalServiceException m => m.StatusCode, _ => 0 }).FirstOrDefault(s => s != 0);
        var words = string.Join(", ", new[] { causes.Select(c => ErrorCode().Match(c.Message).Value).FirstOrDefault(code => code.Length > 0) ?? "", status == 0 ? "" : $"answered {status}" }.Where(w => w.Length > 0));
        var why = words.Length > 0 ? $" ({words})" : "";
        return status is 408 or 429 or >= 500 || (status == 0 && causes.Exists(c => c is HttpRequestException or SocketException))
            ? new LoginException($"who gives tokens for authentication '{_way}' is not reached, or is not ready{why}", mayPass: true, e)
            : new LoginException($"Microsoft Entra ID gives no token for authentication '{_way}'{why}; see who the worker is there, and for a service principal its tenant, id and secret", inner: e);
    }

    private static IEnumerable<Exception> CausesOf(Exception e) =>
        e is AggregateException several ? several.InnerExceptions.SelectMany(CausesOf) : e.InnerException is { } inner ? CausesOf(inner).Prepend(e) : [e];

    // Without a client id that is stated, what the machine's own variables say.
    private static WorkloadIdentityCredentialOptions Workload(string user)
    {
        var options = new WorkloadIdentityCredentialOptions { DisableInstanceDiscovery = true };
        if (user.Length > 0)
            options.ClientId = user;
        return options;
    }

    private static DefaultAzureCredentialOptions Default(string user)
    {
        var options = new DefaultAzureCredentialOptions { DisableInstanceDiscovery = true };
        if (user.Length > 0)
            options.ManagedIdentityClientId = options.WorkloadIdentityClientId = user;
        return options;
    }

    // Whoever asks tries again itself; Azure's own tries at a managed identity would take longer than a reading may.
    private static T OneTry<T>(T options) where T : ClientOptions
    {
        options.RetryPolicy = new RetryPolicy(maxRetries: 0);
        return options;
    }

    [GeneratedRegex("AADSTS[0-9]{1,9}")]
    private static partial Regex ErrorCode();
}
