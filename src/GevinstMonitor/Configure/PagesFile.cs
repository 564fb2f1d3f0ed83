using System.ComponentModel;
using System.Net;

namespace GevinstMonitor.Configure;

/// <summary>The status pages, and who may look at them.</summary>
public sealed record PagesFile
{
    [Description("false: no pages at all.")]
    public bool Show { get; init; } = true;

    [Description("Readers whom a proxy has asked who they are, and says so in headers; nobody else then, not even at this machine.")]
    public ForwardedFile? Forwarded { get; init; }

    [Description("Readers who log in by OpenID Connect, as with Microsoft Entra ID; nobody else then, not even at this machine.")]
    public OidcFile? Oidc { get; init; }

    internal void Check(Binder binder)
    {
        if (!Show && (Forwarded ?? (object?)Oidc) is not null)
            binder.Fault(this, "show", $"'show: false' shows nobody the pages; leave out '{(Forwarded is not null ? "forwarded" : "oidc")}'");
        if (Forwarded is not null && Oidc is not null)
            binder.Fault(this, "oidc", "'forwarded' and 'oidc' are two ways to know who reads; state one");
        Forwarded?.Check(binder);
        Oidc?.Check(binder);
    }

    internal static void CheckAllow(Binder binder, object file, IReadOnlyList<string> groups, IReadOnlyList<string> users)
    {
        if (groups.Count == 0 && users.Count == 0 && !binder.IsShort(groups) && !binder.IsShort(users))
            binder.Fault(file, "allow", "'allow' is empty, so nobody could look; name groups, or users in 'users'");
        foreach (var names in new[] { groups, users })
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i].Length == 0 || names[i] != names[i].Trim() || names[i].Contains(','))
                    binder.FaultOfItem(names, i, $"'{names[i]}' is not a user or group: blanks around it and commas in it are never said");
            }
        }
    }
}

/// <summary>A proxy that asks readers who they are.</summary>
public sealed record ForwardedFile
{
    [Description("Addresses, or networks like 10.1.0.0/16, that the proxy connects from; its headers are believed from nowhere else.")]
    public required IReadOnlyList<string> From { get; init; }

    [Description("The header that names the user; the proxy must set it itself, whatever the reader sent.")]
    public string User { get; init; } = "X-Forwarded-User";

    [Description("The header that lists the user's groups, with commas between them; the proxy must set it itself, whatever the reader sent.")]
    public string Groups { get; init; } = "X-Forwarded-Groups";

    [Description("Groups that may look, as the header writes them.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    [Description("Users that may look, as the header writes them; apart from groups, for users may be named by themselves.")]
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>The networks in <see cref="From"/>.</summary>
    public IEnumerable<IPNetwork> Networks => From.Select(NetworkOf).OfType<IPNetwork>();

    internal void Check(Binder binder)
    {
        if (From.Count == 0 && !binder.IsShort(From))
            binder.Fault(this, "from", "'from' is empty, so no proxy would be believed; name the addresses it connects from");
        for (var i = 0; i < From.Count; i++)
        {
            if (NetworkOf(From[i]) is not { } network)
                binder.FaultOfItem(From, i, $"'{From[i]}' is not an address or a network; write it like 127.0.0.1 or 10.1.0.0/16");
            else if (network.PrefixLength == 0)
                binder.FaultOfItem(From, i, $"'{From[i]}' is every address, so anybody could say who he is; name those the proxy connects from");
        }

        foreach (var (key, header) in new[] { ("user", User), ("groups", Groups) })
        {
            if (header.Length == 0 || header.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
                binder.Fault(this, key, $"'{key}' must be the name of a header like X-Forwarded-{(key == "user" ? "User" : "Groups")}, not '{header}'");
        }

        if (User.Equals(Groups, StringComparison.OrdinalIgnoreCase))
            binder.Fault(this, "groups", "'user' and 'groups' are one header; a user could be taken for a group");
        PagesFile.CheckAllow(binder, this, Allow, Users);
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains('/') ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network : null;
}

/// <summary>A provider of identities that readers log in with.</summary>
public sealed record OidcFile
{
    [Description("The provider, as https://login.microsoftonline.com/TENANT/v2.0; http only for this machine.")]
    public required string Authority { get; init; }

    [Description("The application's (client) id. Its redirect address is that of the pages with /signin-oidc.")]
    public required string ClientId { get; init; }

    [Description("The application's secret.")]
    public required Secret ClientSecret { get; init; }

    [Description("What is asked for; openid is needed.")]
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile"];

    [Description("The claim that names the user. sub is nobody else's, ever; preferred_username only where the provider sees to it.")]
    public string UserClaim { get; init; } = "sub";

    [Description("The claim that lists the user's groups.")]
    public string GroupsClaim { get; init; } = "groups";

    [Description("Groups that may look, as the claim writes them: Microsoft Entra ID names groups by their object ids.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    [Description("Users that may look, as the claim writes them; apart from groups, for users may be named by themselves.")]
    public IReadOnlyList<string> Users { get; init; } = [];

    internal void Check(Binder binder)
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var url) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            || !(url.Scheme == "https" || (url.Scheme == "http" && InstallationCheck.IsThisMachine(url.Host))))
            binder.Fault(this, "authority", $"'authority' must be like https://login.kommune.example (http only for this machine), not '{Authority}'");
        if (ClientId.Length == 0)
            binder.Fault(this, "clientId", "'clientId' is empty");
        if (!ClientSecret.NamesOne)
            binder.Fault(this, "clientSecret", $"'clientSecret' {Secret.MustNameOne}");
        if (!Scopes.Contains("openid") && !binder.IsShort(Scopes))
            binder.Fault(this, "scopes", "'scopes' lacks openid, without which a provider says nothing of who it is");
        foreach (var (key, claim) in new[] { ("userClaim", UserClaim), ("groupsClaim", GroupsClaim) })
        {
            if (claim.Length == 0)
                binder.Fault(this, key, $"'{key}' is empty");
        }

        if (UserClaim == GroupsClaim)
            binder.Fault(this, "groupsClaim", "'userClaim' and 'groupsClaim' are one claim; a user could be taken for a group");
        PagesFile.CheckAllow(binder, this, Allow, Users);
    }
}
