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

    internal void Check(Binder binder)
    {
        if (!Show && Forwarded is not null)
            binder.Fault(this, "show", "'show: false' shows nobody the pages; leave out 'forwarded'");
        Forwarded?.Check(binder);
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

    [Description("Users and groups that may look, as the headers write them.")]
    public required IReadOnlyList<string> Allow { get; init; }

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
                binder.Fault(this, key, $"'{key}' must be the name of a header like X-Forwarded-User, not '{header}'");
        }

        if (User.Equals(Groups, StringComparison.OrdinalIgnoreCase))
            binder.Fault(this, "groups", "'user' and 'groups' are one header; a user could be taken for a group");
        if (Allow.Count == 0 && !binder.IsShort(Allow))
            binder.Fault(this, "allow", "'allow' is empty, so nobody could look; name users or groups");
        for (var i = 0; i < Allow.Count; i++)
        {
            if (Allow[i].Length == 0 || Allow[i] != Allow[i].Trim() || Allow[i].Contains(','))
                binder.FaultOfItem(Allow, i, $"'{Allow[i]}' is not a user or group; headers list them with commas between, and blanks around do not count");
        }
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains('/') ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network : null;
}
