using System.Net;
using GevinstMonitor.Configure;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Status;

/// <summary>Whether somebody may look at the status pages.</summary>
internal enum Admission
{
    Welcome,

    /// <summary>Nobody says who it is.</summary>
    Unknown,

    Refused,
}

/// <summary>Asks who wants to look at the status pages: whoever is at this machine, or whom a proxy names that is believed, or who has logged in.</summary>
internal sealed class Doorkeeper(Catalog catalog)
{
    private readonly PagesFile _pages = catalog.Installation.Status.Pages;
    private readonly List<IPNetwork> _proxies = [.. catalog.Installation.Status.Pages.Forwarded?.Networks ?? []];

    public Admission Ask(HttpContext context) =>
        _pages.Forwarded is { } proxy ? Ask(context, proxy)
        : _pages.Oidc is { } oidc ? Ask(context, oidc)
        : IsAtThisMachine(context) ? Admission.Welcome : Admission.Refused;

    private Admission Ask(HttpContext context, ForwardedFile proxy)
    {
        if (AddressOf(context) is not { } from || !_proxies.Exists(p => p.Contains(from)))
            return Admission.Refused;
        var (users, groups) = (context.Request.Headers[proxy.User], context.Request.Headers[proxy.Groups]);
        // A second header is one that the proxy did not set itself.
        if (users.Count > 1 || groups.Count > 1)
            return Admission.Refused;
        var user = $"{users}".Trim();
        if (user.Length == 0)
            return Admission.Unknown;
        return $"{groups}".Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(name => proxy.Allow.Contains(name, StringComparer.Ordinal))
            || proxy.Users.Contains(user, StringComparer.Ordinal) ? Admission.Welcome : Admission.Refused;
    }

    // The cookie says who it is; whether that one may look is what the configuration says by now.
    private static Admission Ask(HttpContext context, OidcFile oidc) =>
        context.User.Identity?.IsAuthenticated != true ? Admission.Unknown
        : context.User.Claims.Any(c => (c.Type == oidc.GroupsClaim && oidc.Allow.Contains(c.Value, StringComparer.Ordinal)) || (c.Type == oidc.UserClaim && oidc.Users.Contains(c.Value, StringComparer.Ordinal))) ? Admission.Welcome : Admission.Refused;

    // By a name that no other can be made to mean, for a page from elsewhere may have its own name point here; and by nobody who passes on what others ask.
    private static bool IsAtThisMachine(HttpContext context) =>
        AddressOf(context) is { } from && IPAddress.IsLoopback(from)
        && InstallationCheck.IsThisMachine(context.Request.Host.Host.Trim('[', ']'))
        && !context.Request.Headers.Keys.Any(IsOfAProxy);

    // ASP.NET renames those it has used.
    internal static bool IsOfAProxy(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || new[] { "Forwarded", "Via", "X-Real-IP" }.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static IPAddress? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
}
