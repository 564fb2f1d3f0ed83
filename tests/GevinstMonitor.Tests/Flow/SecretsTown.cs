using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GevinstMonitor.Tests.Collect;
using GevinstMonitor.Tests.Collect.Databases;
using GevinstMonitor.Tests.Collect.Web;
using GevinstMonitor.Tests.Post;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GevinstMonitor.Tests.Flow;

/// <summary>A town with sources of every kind that takes a secret, an indicator and a benefit for each, and servers for them on this machine.</summary>
internal sealed class SecretsTown : IAsyncDisposable
{
    private const string Login = "gevinst";
    private readonly Dictionary<string, string> _benefits = [];
    private readonly string _aloud;
    private readonly string _port;
    private LoopbackWeb? _web;
    private LoopbackTds? _tds;
    private Sshd? _sshd;

    private SecretsTown(LoopbackSmtp mail, string aloud)
    {
        (Mail, _aloud, Secrets) = (mail, aloud, new PlantedSecrets(Town));
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _port = $"{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        Town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", mail.Port, "none", login: true, authority: false)
            .Replace("{ file: ../password.txt }", Secrets.Plant("mail"), StringComparison.Ordinal)
            // Nobody is there to log in with.
            + $"\nstatus: {{ listen: \"{Status}\", pages: {{ oidc: {{ authority: \"http://127.0.0.1:1\", clientId: gevinst, clientSecret: {Secrets.Plant("oidc")}, allow: [gevinst-readers] }} }} }}\nlogs: {{ format: json, level: debug }}\n");
    }

    public Town Town { get; } = new();

    public PlantedSecrets Secrets { get; }

    public LoopbackSmtp Mail { get; }

    /// <summary>The ids of the benefits; their sources and indicators are called the same.</summary>
    public IReadOnlyCollection<string> Benefits => _benefits.Keys;

    /// <summary>The sources whose servers can answer on this machine.</summary>
    public IEnumerable<string> Answering => Benefits.Where(id => id switch
    {
        "sqlserver" or "sftp-password" => false,
        "postgres" or "mysql" => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable($"GEVINST_TEST_{id.ToUpperInvariant()}")),
        "sftp-key" => _sshd is not null,
        _ => true,
    }).Order();

    public string Status => $"http://127.0.0.1:{_port}";

    /// <summary>Every server that can be had here answers; the others are not there.</summary>
    /// <param name="aloud">What the benefits are called, and a header that anybody may see says.</param>
    public static async Task<SecretsTown> AnsweringAsync(string aloud = "Gevinst") =>
        await new SecretsTown(new LoopbackSmtp { Login = (PostTown.User, PlantedSecrets.ValueOf("mail")) }, aloud).FillAsync(AnswerAsync, answers: true);

    /// <summary>Every server refuses, and says what it was told.</summary>
    public static async Task<SecretsTown> RefusingAsync() =>
        await new SecretsTown(new LoopbackSmtp { Login = (PostTown.User, "another") }, "Gevinst").FillAsync(RepeatAsync, answers: false);

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        await _tds!.DisposeAsync();
        _sshd?.Dispose();
        await Mail.DisposeAsync();
        Town.Dispose();
    }

    private async Task<SecretsTown> FillAsync(RequestDelegate web, bool answers)
    {
        _web = await LoopbackWeb.StartAsync(web);
        _tds = LoopbackTds.Refusing(18456, 14);
        // The server is not on every machine; without it nobody answers.
        _sshd = File.Exists("/usr/sbin/sshd") ? new Sshd().Write("maalinger.csv", Given.Figures(("2026-06", 480))) : null;
        foreach (var kind in new[] { "sqlserver", "postgres", "mysql" })
        {
            var connection = ConnectionTo(kind, answers);
            Add(kind, $"kind: {kind}\nconnectionString: {Secrets.Plant(kind, connection.Whole, connection.Whole, connection.Password)}",
                "query: select '2026-06' as period, 480 as numerator, 1000 as denominator");
        }

        var sftp = $"kind: sftp\nhost: 127.0.0.1\nport: {_sshd?.Port ?? 1}\nuser: {Sshd.User}\nhostKey: \"{_sshd?.HostKey ?? "SHA256:"}\"\nfile: \"{_sshd?.PathOf("files/maalinger.csv") ?? "/maalinger.csv"}\"";
        Add("sftp-password", $"{sftp}\npassword: {Secrets.Plant("sftp-password")}");
        var (key, passphrase) = answers && _sshd is not null ? (File.ReadAllText(_sshd.PathOf("locked")), Sshd.Passphrase) : (Pem, PlantedSecrets.ValueOf("passphrase"));
        // A key is read line by line; the first and the last are the same in all.
        Add("sftp-key", $"{sftp}\nprivateKey: {Secrets.Plant("key", key, key.Trim().Split('\n')[1..^1])}\npassphrase: {Secrets.Plant("passphrase", passphrase, passphrase)}");

        Add("http-headers", $"kind: http\nurl: {_web.Url}/tal\nheaders: {{ X-Note: \"{_aloud}\" }}\nsecretHeaders: {{ X-Api-Key: {Secrets.Plant("http-header")} }}");
        Add("http-bearer", $"kind: http\nurl: {_web.Url}/tal\nauth: {{ bearer: {Secrets.Plant("http-bearer")} }}");
        Add("http-oauth", $"kind: http\nurl: {_web.Url}/tal\nauth: {{ tokenUrl: \"{_web.Url}/token\", client: gevinst, secret: {Secrets.Plant("http-oauth")} }}");
        Add("http-led-away", $"kind: http\nurl: {_web.Url}/andetsteds\nauth: {{ bearer: {Secrets.Plant("http-led-away")} }}");
        Add("prometheus", $"kind: prometheus\nurl: {_web.Url}\nauth: {{ bearer: {Secrets.Plant("prometheus")} }}\nsecretHeaders: {{ X-Scope-Key: {Secrets.Plant("prometheus-header")} }}",
            "columns: { numerator: sum(a), denominator: sum(b) }");
        // What is fetched with a secret is one too.
        Secrets.Plant("token");
        Town.Write("config/plans/post.yml", Given.Plan[..Given.Plan.IndexOf("  - id:", StringComparison.Ordinal)] + string.Concat(_benefits.Values));
        return this;
    }

    private void Add(string id, string source, string asked = "columns: { period: måned, numerator: digitale, denominator: alle }")
    {
        Town.Write($"config/sources/{id}.yml", $"id: {id}\n{source}\ntimeout: 5s\n");
        Town.Write($"config/indicators/{id}.yml", Given.Indicator.Replace("id: andel", $"id: {id}", StringComparison.Ordinal).Replace("source: maalinger", $"source: {id}", StringComparison.Ordinal)
            .Replace("columns: { period: måned, numerator: digitale, denominator: alle }", asked, StringComparison.Ordinal) + "\nhistory: 60\n");
        var benefit = Given.Plan[Given.Plan.IndexOf("  - id:", StringComparison.Ordinal)..];
        _benefits.Add(id, benefit.Replace("id: porto", $"id: {id}", StringComparison.Ordinal).Replace("indicator: andel", $"indicator: {id}", StringComparison.Ordinal)
            .Replace("name: Sparet porto", $"name: \"{_aloud}\"", StringComparison.Ordinal) + "\n");
    }

    // The real server where there is one, with another password where it is to refuse.
    private (string Whole, string Password) ConnectionTo(string kind, bool answers)
    {
        var stated = kind == "sqlserver" ? _tds!.ConnectionString + ";Encrypt=false" : Environment.GetEnvironmentVariable($"GEVINST_TEST_{kind.ToUpperInvariant()}");
        var parts = new DbConnectionStringBuilder { ConnectionString = string.IsNullOrEmpty(stated) ? $"{(kind == "mysql" ? "Server" : "Host")}=127.0.0.1;Port=1;Database=x" : stated };
        if (!answers || kind == "sqlserver" || string.IsNullOrEmpty(stated))
            parts["Password"] = PlantedSecrets.ValueOf(kind);
        return (parts.ConnectionString, (string)parts["Password"]);
    }

    private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/token" => context.SayAsync(JsonSerializer.Serialize(new { access_token = PlantedSecrets.ValueOf("token") })),
        "/api/v1/query" => context.SayAsync("""{ "status": "success", "data": { "resultType": "vector", "result": [ { "metric": {}, "value": [ 1, "480" ] } ] } }"""),
        "/andetsteds" => context.LeadAsync(302, "/tal"),
        _ => context.SayAsync("""[ { "måned": "2026-06", "digitale": 480, "alle": 1000 } ]"""),
    };

    // In the status line, a header and the body.
    private static async Task RepeatAsync(HttpContext context)
    {
        var told = string.Join(' ', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}")) + " " + await new StreamReader(context.Request.Body).ReadToEndAsync();
        context.Response.Headers["X-Told"] = told.Replace('\n', ' ');
        context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = told.Replace('\n', ' ');
        context.Response.StatusCode = context.Request.Path.Value switch { "/token" or "/api/v1/query" => 400, "/andetsteds" => 302, _ => context.Request.Headers.ContainsKey("X-Api-Key") ? 500 : 401 };
        context.Response.Headers.Location = $"http://{Uri.EscapeDataString(told)}.example/{Uri.EscapeDataString(told)}";
        await context.SayAsync(JsonSerializer.Serialize(new { status = "error", errorType = "bad_data", error = told, error_description = told }));
    }

    // Of no server's; made up.
    private const string Pem = "-----BEGIN OPENSSH PRIVATE KEY-----\nSG1sZytub2dsZS80Mj0mPCU+SG1sZytub2dsZS80Mj0mPCU+SG1sZw==\n-----END OPENSSH PRIVATE KEY-----";
}
