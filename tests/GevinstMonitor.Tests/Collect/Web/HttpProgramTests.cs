using System.Text;
using GevinstMonitor.Tests.Post;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>The program itself, with a web service over TLS: what the machine trusts is trusted, and what opens the service is nowhere to be read afterwards.</summary>
public sealed class HttpProgramTests
{
    private static readonly string[] Secrets = ["hemmeligt-42", "poletten-43"];

    [Fact]
    public async Task Once_WithAServiceThatTheMachineTrusts_ReadsItPastTheProxyAndKeepsItsSecrets()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what this machine trusts is not in a file that a variable names");
        using var authority = Certificates.Authority("Prøveby CA");
        using var certificate = Certificates.Signed("localhost", authority);
        await using var tokens = await LoopbackWeb.SayingAsync("""{ "access_token": "poletten-43" }""");
        await using var web = await LoopbackWeb.StartAsync(
            context => context.SayAsync(context.Request.Headers.Authorization == "Bearer poletten-43" ? """[ { "måned": "2026-07", "digitale": 505, "alle": 1000 } ]""" : "[]"), certificate);
        using var town = web.Town($"auth: {{ tokenUrl: {tokens.Url}/token, client: gevinst, secret: {{ env: GEVINST_TEST_HTTP_SECRET }} }}")
            .Write("config/plans/post.yml", Given.Plan).Write("authority.pem", authority.ExportCertificatePem());
        string[] environment = [$"SSL_CERT_FILE={town.PathOf("authority.pem")}", "http_proxy=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1", "GEVINST_TEST_HTTP_SECRET=hemmeligt-42"];

        var said = new StringBuilder();
        foreach (var arguments in new string[][] { ["once", "--as-of", "2026-08-08"], ["explain", "post/porto", "--as-of", "2026-08-08"], ["check", "--connect"] })
        {
            using var gevinst = Gevinst.Start([.. arguments, "--config", town.Config], environment);
            var one = await gevinst.EndAsync();
            Assert.True(one.Exit == 0, $"{one.Out}{one.Error}");
            said.Append(one.Out).Append(one.Error);
        }

        Assert.Equal(["505"], town.Query<string>("select first from measurements"));
        Assert.Contains(web.Url, said.ToString(), StringComparison.Ordinal);
        DemandSilence(town, said.ToString());
    }

    [Fact]
    public async Task Once_WithAServiceThatNobodyTrusts_SaysTlsRefusedAndKeepsItsSecrets()
    {
        using var certificate = Certificates.Own("localhost");
        await using var web = await LoopbackWeb.StartAsync(context => context.SayAsync("[]"), certificate);
        using var town = web.Town("auth: { bearer: { env: GEVINST_TEST_HTTP_SECRET } }").Write("config/plans/post.yml", Given.Plan);
        using var gevinst = Gevinst.Start(["once", "--as-of", "2026-08-08", "--config", town.Config], ["GEVINST_TEST_HTTP_SECRET=hemmeligt-42"]);
        var said = await gevinst.EndAsync();
        Assert.Equal(1, said.Exit);
        Assert.Contains("tls-refused", said.Out, StringComparison.Ordinal);
        Assert.Empty(web.Asked);
        DemandSilence(town, said.Out + said.Error);
    }

    // Not what it says, nor what it keeps, nor its letters.
    private static void DemandSilence(Town town, string said)
    {
        var files = Directory.EnumerateFiles(town.PathOf("."), "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "secret.txt").ToList();
        Assert.Contains(town.StoreFile, files.Select(Path.GetFullPath));
        foreach (var secret in Secrets)
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.All(files, f => Assert.DoesNotContain(secret, File.ReadAllText(f, Encoding.Latin1), StringComparison.Ordinal));
        }
    }
}
