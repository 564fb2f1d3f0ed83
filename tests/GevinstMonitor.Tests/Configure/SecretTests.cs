using GevinstMonitor.Configure;

namespace GevinstMonitor.Tests.Configure;

public sealed class SecretTests
{
    [Fact]
    public void Secret_Printed_IsThreeStars()
    {
        Assert.Equal("***", new Secret { Env = "GEVINST_TEST_PRINTED" }.ToString());
        Assert.Equal("password: ***", $"password: {new Secret { File = "password.txt" }}");
    }

    [Fact]
    public void Login_Printed_HidesItsPassword()
    {
        var login = new SmtpLogin { User = "gevinst", Password = new Secret { Env = "GEVINST_TEST_PRINTED" } };

        Assert.Equal("SmtpLogin { User = gevinst, Password = *** }", login.ToString());
    }

    [Fact]
    public void Secret_InTheEnvironment_IsFetchedFromIt()
    {
        const string name = "GEVINST_TEST_SECRET_IN_THE_ENVIRONMENT";
        Environment.SetEnvironmentVariable(name, " hemmelig æøå ");
        try
        {
            Assert.Equal(" hemmelig æøå ", new Secret { Env = name }.Reveal("nowhere"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void Secret_InAFile_IsFetchedWithoutTheBlanksAtItsEnd()
    {
        using var config = new ConfigFolder();
        config.Write("password.txt", " hemmelig \r\n\n");

        Assert.Equal(" hemmelig", new Secret { File = "password.txt" }.Reveal(config.Folder));
        Assert.Equal(" hemmelig", new Secret { File = Path.Combine(config.Folder, "password.txt") }.Reveal("nowhere"));
    }

    [Fact]
    public void Secret_WhoseVariableIsNotSet_IsMissingByTheNameOfTheReference()
    {
        var missing = Assert.Throws<SecretMissingException>(() => new Secret { Env = "GEVINST_TEST_NOT_SET" }.Reveal("nowhere"));

        Assert.Equal("the environment variable GEVINST_TEST_NOT_SET is not set", missing.Message);
    }

    [Theory]
    [InlineData("gone.txt")]
    [InlineData("no-such-folder/gone.txt")]
    [InlineData(".")]
    public void Secret_WhoseFileCannotBeRead_IsMissingByTheNameOfTheReference(string file)
    {
        using var config = new ConfigFolder();

        var missing = Assert.Throws<SecretMissingException>(() => new Secret { File = file }.Reveal(config.Folder));

        Assert.Equal($"the secret file {file} cannot be read", missing.Message);
    }

    [Fact]
    public void Secret_WrittenIntoTheConfiguration_IsRefusedWithoutBeingRepeated()
    {
        using var config = ConfigFolder.Base().Write("sources/server.yml", "id: server\nkind: sqlserver\nconnectionString: Server=db;Password=hemmelig\n");

        var fault = Assert.Single(config.Faults());

        Assert.DoesNotContain("hemmelig", fault, StringComparison.Ordinal);
        Assert.StartsWith("sources/server.yml:3: 'connectionString' is a secret", fault, StringComparison.Ordinal);
    }
}
