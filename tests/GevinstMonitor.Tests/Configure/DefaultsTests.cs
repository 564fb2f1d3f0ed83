using GevinstMonitor.Collect.Files;
using GevinstMonitor.Collect.Web;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Tests.Configure;

/// <summary>What a key means when it is left out; as the configuration language says.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Installation_SayingNoMore_IsDanishAndOneWorkerOnThisMachine()
    {
        using var config = ConfigFolder.Base().Write("gevinstmonitor.yml", """
            installation: Prøveby Kommune
            store: { kind: sqlite, file: gevinst.db }
            mail: { kind: folder, folder: mail, from: gevinst@proeveby.example, allowedDomains: [proeveby.example], operations: drift@proeveby.example }
            """);

        var catalog = config.Load();

        Assert.Equal("da-DK", catalog.Installation.Culture);
        Assert.Equal("Europe/Copenhagen", catalog.Zone.Id);
        Assert.Equal(LetterDays.Workdays, catalog.Installation.Letters.On);
        Assert.Equal(new Hours(new TimeOnly(7, 0), new TimeOnly(16, 0)), catalog.Installation.Letters.Between);
        Assert.Equal(ScheduleMode.Single, catalog.Installation.Schedule.Mode);
        Assert.Equal("http://127.0.0.1:8085", catalog.Installation.Status.Listen);
        Assert.Equal((true, 2000), (catalog.Installation.Status.Benefits, catalog.Installation.Status.MostSeries));
        Assert.Equal((null, LeastTold.Information), (catalog.Installation.Logs.Format, catalog.Installation.Logs.Level));
        Assert.Equal(TimeSpan.FromDays(5), catalog.Installation.Mail.GiveUpAfter);
        Assert.Equal([Path.GetFullPath(config.Folder)], catalog.AllowedFolders.Folders);
        Assert.Empty(catalog.Installation.BenefitTypes);
        Assert.Equal(5, catalog.SmallNumbers.Limit);
        Assert.Equal(5, catalog.Desk.SmallNumbers.Limit);
    }

    [Fact]
    public void SmtpMail_SayingNoMore_StartsTlsOnTheSubmissionPort()
    {
        using var config = ConfigFolder.Base().Write("gevinstmonitor.yml", """
            installation: Prøveby Kommune
            store: { kind: sqlite, file: gevinst.db }
            mail: { kind: smtp, host: smtp.proeveby.example, from: gevinst@proeveby.example, allowedDomains: [proeveby.example], operations: drift@proeveby.example }
            """);

        var mail = Assert.IsType<SmtpMail>(config.Load().Installation.Mail);

        Assert.Equal((587, SmtpSecurity.Starttls, TimeSpan.FromSeconds(30)), (mail.Port, mail.Security, mail.Timeout));
        Assert.Null(mail.Login);
        Assert.Null(mail.Authority);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void SmtpMail_WithoutProtectionToThisMachine_IsAllowed(string host)
    {
        using var config = ConfigFolder.Base().Write("gevinstmonitor.yml", $$"""
            installation: Prøveby Kommune
            store: { kind: sqlite, file: gevinst.db }
            mail: { kind: smtp, host: "{{host}}", security: none, from: gevinst@proeveby.example, allowedDomains: [proeveby.example], operations: drift@proeveby.example }
            """);

        Assert.Empty(config.Faults());
    }

    [Fact]
    public void Csv_SayingNoMore_IsDanishUtf8WithSemicolons()
    {
        using var config = ConfigFolder.Base();

        var csv = Assert.IsType<CsvSettings>(config.Load().Sources["tal"]);

        Assert.Equal(("utf-8", ";", ",", null), (csv.Encoding, csv.Delimiter, csv.Decimal, csv.Thousands));
        Assert.Equal([""], csv.Missing);
        Assert.Empty(csv.Suppressed);
        Assert.Equal((TimeSpan.FromSeconds(30), 4), (csv.Timeout, csv.MaxConcurrent));
    }

    [Fact]
    public void Http_SayingNoMore_GetsJsonOfAtMost50MBFromItsOwnHost()
    {
        using var config = ConfigFolder.Base().Write("sources/tjeneste.yml", "id: tjeneste\nkind: http\nurl: https://api.leverandoer.example/tal\n");

        var http = Assert.IsType<HttpSettings>(config.Load().Sources["tjeneste"]);

        Assert.Equal((HttpVerb.Get, AnswerFormat.Json, 52_428_800L), (http.Method, http.Format, http.MaxSize.Bytes));
        Assert.Empty(http.AllowedHosts);
        Assert.Equal((1, 100), (new WebPaging().From, new WebPaging().MostPages));
    }

    [Theory]
    [InlineData("500kB", 512_000)]
    [InlineData("50MB", 52_428_800)]
    [InlineData("1GB", 1_073_741_824)]
    public void Size_WithItsUnit_IsReadByPowersOf1024(string written, long bytes)
    {
        using var config = ConfigFolder.Base().Write("sources/tjeneste.yml", $"id: tjeneste\nkind: http\nurl: https://api.leverandoer.example/tal\nmaxSize: {written}\n");

        Assert.Equal(bytes, Assert.IsType<HttpSettings>(config.Load().Sources["tjeneste"]).MaxSize.Bytes);
    }

    [Fact]
    public void Indicator_SayingNoMore_AsksThreeYearsBackAndRevisesThreePeriods()
    {
        using var config = ConfigFolder.Base();

        var indicators = config.Load().Indicators;

        Assert.Equal((36, 3), (indicators["andel"].Indicator.History, indicators["andel"].Indicator.Revise));
        Assert.Null(indicators["andel"].Indicator.Plausible);
        Assert.Null(indicators["andel"].File.PeriodFormat);
    }

    [Theory]
    [InlineData("count", true)]
    [InlineData("DKK", true)]
    [InlineData("hours", true)]
    [InlineData("fte", true)]
    [InlineData("percent", false)]
    [InlineData("dage", false)]
    public void Value_InAUnitThatAddsUpOrNot_AddsAccordingly(string unit, bool adds)
    {
        using var config = ConfigFolder.Base();
        var file = Path.Combine(config.Folder, "indicators/svartid.yml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("unit: dage", $"unit: {unit}", StringComparison.Ordinal));

        Assert.Equal(adds, config.Load().Indicators["svartid"].Indicator.Adds);
    }

    [Fact]
    public void Benefit_SayingNoMore_IsLinearToldByCertaintyAndNeedsAllUnits()
    {
        using var config = ConfigFolder.Base();

        var benefit = Assert.Single(config.Load().Plans["post"].Benefits);

        Assert.Equal(PathShape.Linear, benefit.Places[0].Path.Shape);
        Assert.Null(benefit.Confirm);
        Assert.Equal((ProcessOn.Gap, true, null), (benefit.Process.On, benefit.Process.Screening, benefit.Process.FixAfter));
        Assert.Empty(benefit.Process.Rebase);
        Assert.Equal(WholeRule.AllUnits, benefit.Whole);
    }

    [Fact]
    public void Plan_WithoutAnEnd_IsFollowedForAsLongAsItIsThere()
    {
        using var config = ConfigFolder.Base();

        Assert.Equal("post", Assert.Single(config.Load().PlansOn(new DateOnly(2099, 1, 1))).Id);
    }
}
