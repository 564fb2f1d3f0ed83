using System.Text.RegularExpressions;

namespace GevinstMonitor.Configure;

/// <summary>Who the worker is to SQL Server.</summary>
public enum SqlServerAuthentication
{
    /// <summary>What the connection string states.</summary>
    ConnectionString,

    /// <summary>The Windows or Kerberos account that the worker runs as.</summary>
    Integrated,
    EntraDefault,
    EntraManagedIdentity,
    EntraServicePrincipal,
    EntraWorkloadIdentity,
}

/// <summary>What is stated of it, at a source or at the store.</summary>
internal static partial class SqlServerAuthentications
{
    public const string Description = "Who the worker is: connection-string (the user and password there), integrated (the account it runs as), or one of Microsoft Entra ID's ways. A service principal's id and secret, or a managed identity's client id, are the connection string's User ID and Password.";
    public const string TenantDescription = "For entra-service-principal: the directory that the application is in, by its id or a domain of it.";

    /// <summary>Whether it logs in with tokens of Microsoft Entra ID.</summary>
    public static bool IsEntra(this SqlServerAuthentication authentication) => authentication is not (SqlServerAuthentication.ConnectionString or SqlServerAuthentication.Integrated);

    /// <param name="fault">Takes the key and the message.</param>
    public static void Check(this SqlServerAuthentication authentication, string? tenant, Action<string, string> fault)
    {
        if (authentication != SqlServerAuthentication.EntraServicePrincipal)
        {
            if (tenant is not null)
                fault("tenant", "'tenant' is for 'authentication: entra-service-principal'; leave it out");
        }
        else if (tenant is null)
            fault("authentication", "'authentication: entra-service-principal' needs 'tenant', the directory that the application is in");
        else if (!DirectoryName().IsMatch(tenant))
            fault("tenant", $"'tenant' must be the id of a directory or a domain of it, like kommune.onmicrosoft.com, not '{tenant}'");
    }

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    private static partial Regex DirectoryName();
}
