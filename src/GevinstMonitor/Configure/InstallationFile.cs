using System.ComponentModel;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary><c>gevinstmonitor.yml</c>: the installation.</summary>
[Description("The installation: store, mail, when letters go out.")]
public sealed record InstallationFile
{
    [Description("The municipality, as letters name it.")]
    public required string Installation { get; init; }

    [Description("Language of letters, numbers and dates: da-DK or en-GB.")]
    public string Culture { get; init; } = "da-DK";

    [Description("IANA time zone: when periods end and schedules fire.")]
    public string TimeZone { get; init; } = "Europe/Copenhagen";

    [Description("Where measurements, deviations and letters are kept.")]
    public required StoreSettings Store { get; init; }

    [Description("What gevinst archive takes out of the store into a file, and after how long; nothing when left out.")]
    public RetentionFile? Retention { get; init; }

    [Description("How letters leave.")]
    public required MailSettings Mail { get; init; }

    [Description("When letters go out.")]
    public LettersFile Letters { get; init; } = new();

    [Description("Letters withhold figures with a count from 1 up to, but not including, this behind them: the people in it can be recognised. 0 withholds nothing.")]
    public int SmallNumbers { get; init; } = Core.Readings.SmallNumbers.Usual.Limit;

    [Description("How the worker shares its work.")]
    public ScheduleFile Schedule { get; init; } = new();

    [Description("Where /metrics and /health answer.")]
    public StatusFile Status { get; init; } = new();

    [Description("How the worker's log is written.")]
    public LogsFile Logs { get; init; } = new();

    [Description("Folders, relative to the configuration folder, that sources may read files from; the configuration folder itself when nothing is said.")]
    public IReadOnlyList<string> AllowedFolders { get; init; } = ["."];

    [Description("Benefit types beside economic, quality, service, employee and innovation.")]
    public IReadOnlyList<string> BenefitTypes { get; init; } = [];
}

/// <summary>Where measurements, deviations and letters are kept.</summary>
public abstract record StoreSettings;

[Description("One file on this machine; serves one municipality.")]
public sealed record SqliteStore : StoreSettings
{
    [Description("The database file, relative to the configuration folder; it and its folder are made when missing.")]
    public required string File { get; init; }
}

/// <summary>A database on a server; may serve several workers.</summary>
public abstract record ServerStore : StoreSettings
{
    [Description("The connection string, by reference: { env: NAME } or { file: path }. Unless it says otherwise, the connection is encrypted and the server's certificate verified; less is accepted to this machine only.")]
    public required Secret ConnectionString { get; init; }
}

[Description("A database on a PostgreSQL server, in the first schema of the connection string's search path.")]
public sealed record PostgresStore : ServerStore;

[Description("A database on Microsoft SQL Server 2019 or later, or on Azure SQL, in its user's own schema.")]
public sealed record SqlServerStore : ServerStore
{
    [Description(SqlServerAuthentications.Description)]
    public SqlServerAuthentication Authentication { get; init; }

    [Description(SqlServerAuthentications.TenantDescription)]
    public string? Tenant { get; init; }
}

/// <summary>What is kept for how long.</summary>
public sealed record RetentionFile
{
    [Description("What was read so long ago, as 5 years: of indicators that no plan is followed by any more, what was measured; of the others only looks at sources that said what the look before them said. 1 to 100 years; for ever when left out.")]
    public Years? Readings { get; init; }

    [Description("Texts and addresses of letters so old, as 3 years. That each was sent, when and to which post, stays. 1 to 100 years; for ever when left out.")]
    public Years? Letters { get; init; }

    internal void Check(Binder binder)
    {
        foreach (var (key, years) in new[] { ("readings", Readings), ("letters", Letters) })
        {
            if (years is { Count: < 1 or > 100 })
                binder.Fault(this, key, $"'{key}' must be 1 to 100 years");
        }
    }
}

/// <summary>How letters leave.</summary>
public abstract record MailSettings
{
    [Description("The sender, as Name <address>.")]
    public required string From { get; init; }

    [Description("Nothing leaves for an address in any other domain.")]
    public required IReadOnlyList<string> AllowedDomains { get; init; }

    [Description("Where technical faults go.")]
    public required string Operations { get; init; }

    [Description("How long a letter that cannot be delivered is tried again.")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(5);
}

[Description("Writes each letter as a .eml file; needs no server.")]
public sealed record FolderMail : MailSettings
{
    [Description("The folder, relative to the configuration folder.")]
    public required string Folder { get; init; }
}

[Description("Sends letters through a mail server.")]
public sealed record SmtpMail : MailSettings
{
    public required string Host { get; init; }
    public int Port { get; init; } = 587;

    [Description("starttls, tls, or none (only to this machine).")]
    public SmtpSecurity Security { get; init; } = SmtpSecurity.Starttls;

    [Description("User and password; left out when the server asks for none.")]
    public SmtpLogin? Login { get; init; }

    [Description("Microsoft 365: an application's secret instead of login.")]
    public SmtpOauth? Oauth { get; init; }

    [Description("A PEM file, relative to the configuration folder, with the authority that signed the server's certificate, where the machine does not know it.")]
    public string? Authority { get; init; }

    [Description("How long the server may take for one answer.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    [Description("At most so many letters a minute, evenly spaced; as fast as they go when left out. Microsoft 365 takes 30.")]
    public int? PerMinute { get; init; }
}

public enum SmtpSecurity { Starttls, Tls, None }

public sealed record SmtpLogin
{
    public required string User { get; init; }
    public required Secret Password { get; init; }
}

public sealed record SmtpOauth
{
    [Description("The directory in Microsoft Entra ID: its id, or a domain of it.")]
    public required string Tenant { get; init; }

    [Description("The application's (client) id.")]
    public required string Client { get; init; }

    [Description("The application's secret.")]
    public required Secret Secret { get; init; }

    [Description("The mailbox that it sends as; it needs the right to, SMTP.SendAsApp.")]
    public required string Mailbox { get; init; }
}

/// <summary>When letters go out.</summary>
public sealed record LettersFile
{
    [Description("workdays (Monday to Friday, Danish public holidays excepted) or every-day.")]
    public LetterDays On { get; init; } = LetterDays.Workdays;

    [Description("Hours of the day, as 07:00-16:00.")]
    public Hours Between { get; init; } = new(new TimeOnly(7, 0), new TimeOnly(16, 0));

    [Description("Links by which owners answer deviations; left out, letters say whom to answer to, and the controller puts it on file with gevinst respond.")]
    public AnswersFile? Answers { get; init; }

    [Description("What happens when nobody answers a deviation, where its plan does not say; nothing when left out.")]
    public EscalationFile? Escalation { get; init; }
}

public sealed record AnswersFile
{
    [Description("Where readers of letters reach this worker's pages, as https://gevinst.kommune.example: a proxy there passes /answer/ on to status.listen.")]
    public required string Url { get; init; }

    [Description("How long the links of a letter can be used.")]
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>What happens when nobody answers a deviation.</summary>
public sealed record EscalationFile
{
    [Description("The owner is reminded after so many workdays without an answer, as 5 workdays.")]
    public Workdays? Remind { get; init; }

    [Description("The plan's controller hears, as 10 workdays; more than remind.")]
    public Workdays? Controller { get; init; }

    [Description("The leader above the owner hears (units[].leader), as 15 workdays; more than the steps before.")]
    public Workdays? Leader { get; init; }

    public Escalation Escalation() => new(Remind?.Count, Controller?.Count, Leader?.Count);

    internal void Check(Binder binder, bool hasLeaders)
    {
        var before = 0;
        foreach (var (key, days) in new[] { ("remind", Remind), ("controller", Controller), ("leader", Leader) })
        {
            if (days?.Count <= before)
                binder.Fault(this, key, before == 0 ? $"'{key}' must be at least 1 workday" : $"'{key}' must be more than the {before} workdays of the step before it");
            before = Math.Max(before, days?.Count ?? 0);
        }

        if (Leader is not null && !hasLeaders)
            binder.Fault(this, "leader", "'leader' names the leader above the owner, and no unit has one; state 'leader' of units in organisation.yml");
    }
}

public enum LetterDays { Workdays, EveryDay }

public sealed record ScheduleFile
{
    [Description("single: one worker. clustered: several, which share the rounds by a store that they share, and take over from one that dies.")]
    public ScheduleMode Mode { get; init; } = ScheduleMode.Single;

    [Description("For clustered: a worker that has said nothing for so long is taken for dead, and another takes over; 1s to 10m.")]
    public TimeSpan CheckIn { get; init; } = TimeSpan.FromSeconds(15);
}

public enum ScheduleMode { Single, Clustered }

public sealed record StatusFile
{
    [Description("Address and port; this machine alone when nothing is said.")]
    public string Listen { get; init; } = "http://127.0.0.1:8085";

    [Description("Whether /metrics tells the figures of benefits: actual, expected, gap, kroner at risk. Those that letters withhold are never among them.")]
    public bool Benefits { get; init; } = true;

    [Description("At most so many series of such figures, four of a benefit and unit, 4 to 1000000; whole benefits come first, and gevinst_benefit_left_out counts those left out.")]
    public int MostSeries { get; init; } = 2000;

    [Description("The status pages, and who may look at them: whoever is at this machine when nothing is said.")]
    public PagesFile Pages { get; init; } = new();
}

public sealed record LogsFile
{
    [Description("text for people, json for collectors (an object a line), or journal for systemd's; left out, journal where systemd started the worker and text elsewhere.")]
    public LogFormat? Format { get; init; }

    [Description("The least that is told: debug, information, warning or error. Of the libraries beneath, warnings at the least.")]
    public LeastTold Level { get; init; } = LeastTold.Information;
}

public enum LogFormat { Text, Json, Journal }

public enum LeastTold { Debug, Information, Warning, Error }
