namespace GevinstMonitor.Tests.Commands;

/// <summary>Which configuration folder a command works with: what --config names, else what GEVINST_CONFIG names, else the folder config.</summary>
public sealed class ConfigChoiceTests
{
    [Fact]
    public async Task Config_NamedByTheVariable_IsUsedWhereverTheProgramStarts()
    {
        using var town = Given.OneBenefit();
        Assert.Equal((0, Whole), await CheckAsync([$"GEVINST_CONFIG={town.Config}"], AppContext.BaseDirectory));
    }

    [Fact]
    public async Task Config_NamedOnTheCommandLine_WinsOverTheVariable()
    {
        using var town = Given.OneBenefit();
        Assert.Equal((0, Whole), await CheckAsync(["GEVINST_CONFIG=/nowhere"], AppContext.BaseDirectory, "--config", town.Config));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Config_NamedNowhere_IsTheFolderConfigWhereTheProgramStarts(string? variable)
    {
        using var town = Given.OneBenefit();
        Assert.Equal((0, Whole), await CheckAsync(variable is null ? [] : [$"GEVINST_CONFIG={variable}"], Path.GetDirectoryName(town.Config)!));
    }

    [Fact]
    public async Task Config_ThatIsNotThere_IsRefusedWithBothWaysToNameOne()
    {
        var (exit, said) = await CheckAsync(["GEVINST_CONFIG=/nowhere"], AppContext.BaseDirectory);
        Assert.Equal((2, "/nowhere: there is no such folder; name the configuration folder with --config or GEVINST_CONFIG\n1 fault\n"), (exit, said));
    }

    private const string Whole = "no faults: 1 source, 1 indicator, 1 plan, 1 benefit\n";

    private static async Task<(int, string)> CheckAsync(string[] environment, string folder, params string[] options)
    {
        using var gevinst = Gevinst.Start(["check", .. options], environment, folder);
        var said = await gevinst.EndAsync();
        return (said.Exit, said.Out);
    }
}
