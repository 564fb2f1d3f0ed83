using System.Text;

namespace GevinstMonitor.Tests.Post;

/// <summary>The mail server's password is said to the mail server and to nobody else.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Password_RefusedByAServerThatSaysItAloud_StandsNowhere(string mechanisms)
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate, Login = (PostTown.User, "another"), Mechanisms = mechanisms };
        using var town = Given.OneBenefit();
        town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "starttls", login: true, authority: true)
                .Replace("{ file: ../password.txt }", "{ env: GEVINST_TEST_PASSWORD }", StringComparison.Ordinal))
            .Write("config/certs/ca.pem", certificate.ExportCertificatePem())
            .Write("config/maalinger.csv", Given.Figures(("2026-05", 505), ("2026-06", 480)));

        using var once = Gevinst.Start(["once", "--config", town.Config, "--as-of", "2026-07-08"], [$"GEVINST_TEST_PASSWORD={PostTown.Password}"]);
        var said = await once.EndAsync();
        Assert.Equal(1, said.Exit);
        Assert.Contains($"the mail server localhost:{server.Port} does not take the login", said.Out, StringComparison.Ordinal);
        using var check = Gevinst.Start(["check", "--connect", "--config", town.Config], [$"GEVINST_TEST_PASSWORD={PostTown.Password}"]);
        var checkedMail = await check.EndAsync();
        Assert.Equal(1, checkedMail.Exit);
        Assert.Contains("does not take the login", checkedMail.Out, StringComparison.Ordinal);

        var stored = string.Concat(Directory.GetFiles(town.PathOf(""), "store.db*").Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file))));
        Assert.Contains("does not take the login", stored, StringComparison.Ordinal);
        foreach (var place in new[] { said.Out, said.Error, checkedMail.Out, checkedMail.Error, stored })
        {
            Assert.DoesNotContain("hemmeligt", place, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(PostTown.Password)), place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Password_WhoseVariableIsNotSet_IsNamedByItsKeyAndVariable()
    {
        using var certificate = Certificates.Own("localhost");
        await using var server = new LoopbackSmtp { Certificate = certificate, Login = (PostTown.User, PostTown.Password) };
        using var post = PostTown.Of(server, authority: certificate);
        post.Town.Write("config/gevinstmonitor.yml", PostTown.Smtp("localhost", server.Port, "starttls", login: true, authority: true)
            .Replace("{ file: ../password.txt }", "{ env: GEVINST_TEST_UNSET }", StringComparison.Ordinal));
        await post.PutAsync(PostTown.Letter("aaaa"));

        var fault = Assert.Single((await post.DeliverAsync()).Faults);
        Assert.Equal("letter aaaa: the secret that mail.login.password names is missing: the environment variable GEVINST_TEST_UNSET is not set", fault);
    }
}
