using System.Net;
using System.Net.Mail;
using GevinstMonitor.Core.Write;

namespace GevinstMonitor.Configure;

/// <summary>What the installation's settings mean.</summary>
internal sealed record InstallationMeaning(TimeZoneInfo Zone, Words Words, DeliveryWindow Window);

/// <summary>Checks <c>gevinstmonitor.yml</c> beyond its types.</summary>
internal sealed class InstallationCheck(Binder binder, InstallationFile file)
{
    // Below 2 no count is small, and beyond a hundred a figure is no small one any more, but a slip.
    private const int MinSmallNumbers = 2;
    private const int MaxSmallNumbers = 100;

    /// <returns>Null when something that all else needs is wrong; the faults say what.</returns>
    public InstallationMeaning? Check()
    {
        var words = Words.Of(file.Culture);
        if (words is null)
            binder.Fault(file, "culture", $"culture '{file.Culture}' does not ship; use da-DK or en-GB");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(file.TimeZone, out var zone))
            binder.Fault(file, "timeZone", $"there is no time zone '{file.TimeZone}' on this machine; write it like Europe/Copenhagen");
        if (file.Schedule.Mode == ScheduleMode.Clustered && file.Store is not (null or ServerStore))
            binder.Fault(file.Schedule, "mode", "mode 'clustered' needs a store that workers can share; use single, or a store of kind sqlserver or postgres");
        if (file.Schedule.CheckIn < TimeSpan.FromSeconds(1) || file.Schedule.CheckIn > TimeSpan.FromMinutes(10))
            binder.Fault(file.Schedule, "checkIn", "'checkIn' must be 1s to 10m");
        if (!Uri.TryCreate(file.Status.Listen, UriKind.Absolute, out var listen) || listen.Scheme != "http" || listen.AbsolutePath != "/")
            binder.Fault(file.Status, "listen", $"'listen' must be an address and port like http://127.0.0.1:8085, not '{file.Status.Listen}'");
        if (file.Status.MostSeries is < 4 or > 1_000_000)
            binder.Fault(file.Status, "mostSeries", $"'mostSeries' must be 4 to 1000000, not {file.Status.MostSeries}; benefits: false tells no figures");
        file.Status.Pages.Check(binder);
        if (file.SmallNumbers is not 0 and (< MinSmallNumbers or > MaxSmallNumbers))
            binder.Fault(file, "smallNumbers", $"'smallNumbers' must be {MinSmallNumbers} to {MaxSmallNumbers}, or 0 to withhold nothing, not {file.SmallNumbers}");
        if (file.Store is ServerStore server && !server.ConnectionString.NamesOne)
            binder.Fault(server, "connectionString", $"'connectionString' {Secret.MustNameOne}");
        if (file.Store is SqlServerStore sqlServer)
            sqlServer.Authentication.Check(sqlServer.Tenant, (key, message) => binder.Fault(sqlServer, key, message));
        file.Retention?.Check(binder);
        if (file.Mail is { } mail)
            CheckMail(mail);
        if (file.Letters.Answers is { } answers)
            CheckAnswers(answers);
        return words is null || zone is null ? null
            : new InstallationMeaning(zone, words, new DeliveryWindow(file.Letters.On == LetterDays.Workdays, file.Letters.Between.From, file.Letters.Between.To));
    }

    private void CheckAnswers(AnswersFile answers)
    {
        if (answers.Url is { } text && (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            || !(url.Scheme == "https" || (url.Scheme == "http" && IsThisMachine(url.Host)))))
            binder.Fault(answers, "url", $"'url' must be like https://gevinst.kommune.example (http only for this machine), not '{text}'");
        if (answers.ValidFor < TimeSpan.FromDays(1) || answers.ValidFor > TimeSpan.FromDays(366))
            binder.Fault(answers, "validFor", "'validFor' must be 1d to 366d");
    }

    private void CheckMail(MailSettings mail)
    {
        if (!MailAddress.TryCreate(mail.From, out _))
            binder.Fault(mail, "from", $"'from' must be an address like Gevinstmonitor <gevinst@kommune.example>, not '{mail.From}'");
        if (mail.AllowedDomains.Count == 0)
            binder.Fault(mail, "allowedDomains", "'allowedDomains' is empty, so no letter could leave; name the domains of the municipality");
        for (var i = 0; i < mail.AllowedDomains.Count; i++)
        {
            if (!Addresses.IsDomain(mail.AllowedDomains[i]))
                binder.FaultOfItem(mail.AllowedDomains, i, $"'{mail.AllowedDomains[i]}' is not a domain; write what stands after the @ of an address, like kommune.example");
        }

        if (Addresses.FaultOf(mail.Operations, AllowedDomains) is { } wrong)
            binder.Fault(mail, "operations", wrong);
        if (mail.GiveUpAfter <= TimeSpan.Zero)
            binder.Fault(mail, "giveUpAfter", "'giveUpAfter' must be more than nothing");
        if (mail is SmtpMail smtp)
        {
            if (smtp.Port is < 1 or > 65535)
                binder.Fault(smtp, "port", $"'port' must be 1 to 65535, not {smtp.Port}");
            if (smtp.Security == SmtpSecurity.None && !IsThisMachine(smtp.Host))
                binder.Fault(smtp, "security", $"security 'none' is for a server on this machine only; '{smtp.Host}' needs starttls or tls");
            if (smtp.Timeout <= TimeSpan.Zero || smtp.Timeout > TimeSpan.FromHours(1))
                binder.Fault(smtp, "timeout", "'timeout' must be more than nothing and at most 1h");
            if (smtp.Login is { } login && !login.Password.NamesOne)
                binder.Fault(login, "password", $"'password' {Secret.MustNameOne}");
            if (smtp.PerMinute is < 1)
                binder.Fault(smtp, "perMinute", "'perMinute' must be at least 1");
            if (smtp.Oauth is { } oauth)
                CheckOauth(smtp, oauth);
        }
    }

    private void CheckOauth(SmtpMail smtp, SmtpOauth oauth)
    {
        if (smtp.Login is not null)
            binder.Fault(smtp, "oauth", "'login' and 'oauth' are two ways to log in; state one");
        if (!oauth.Secret.NamesOne)
            binder.Fault(oauth, "secret", $"'secret' {Secret.MustNameOne}");
        if (Addresses.FaultOf(oauth.Mailbox, null) is { } wrong)
            binder.Fault(oauth, "mailbox", wrong);
        if (oauth.Tenant.Length == 0 || oauth.Tenant.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')))
            binder.Fault(oauth, "tenant", $"'tenant' must be a directory's id or a domain of it, not '{oauth.Tenant}'");
    }

    /// <summary>The domains that letters may leave for; null when they are not right, so that addresses cannot be held against them.</summary>
    public IReadOnlyList<string>? AllowedDomains =>
        file.Mail is { } mail && binder.IsSound(mail, "allowedDomains") && mail.AllowedDomains.Count > 0 && mail.AllowedDomains.All(Addresses.IsDomain) ? mail.AllowedDomains : null;

    /// <summary>The benefit types that the installation adds; null when they could not be read.</summary>
    public IReadOnlyList<string>? BenefitTypes => binder.IsSound(file, "benefitTypes") ? file.BenefitTypes : null;

    /// <summary>The folders that sources may read from; null when they could not be read.</summary>
    public IReadOnlyList<string>? AllowedFolders => binder.IsSound(file, "allowedFolders") ? file.AllowedFolders : null;

    /// <summary>Whether a name of a host is this machine's own, which no network lies before.</summary>
    internal static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Mail addresses, and the domains that letters may leave for.</summary>
public static class Addresses
{
    public static bool IsDomain(string text) => text.Length > 0 && !text.Contains('@') && MailAddress.TryCreate($"x@{text}", out var parsed) && string.Equals(parsed.Host, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with an address; null when letters may go there.</summary>
    /// <param name="allowedDomains">Null when they are not known; then any domain will do.</param>
    public static string? FaultOf(string address, IReadOnlyList<string>? allowedDomains) =>
        !MailAddress.TryCreate(address, out var parsed) || parsed.Address != address ? $"'{address}' is not a mail address"
        : allowedDomains is not null && !IsAllowed(address, allowedDomains) ? $"'{address}' is not in mail.allowedDomains ({string.Join(", ", allowedDomains)})"
        : null;

    /// <summary>Whether an address is in one of the domains; a subdomain is another domain.</summary>
    public static bool IsAllowed(string address, IReadOnlyList<string> allowedDomains) =>
        allowedDomains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
}
