using GevinstMonitor.Tests.Configure;

namespace GevinstMonitor.Tests.Commands;

public sealed class SchemaCommandTests
{
    [Fact]
    public async Task Schema_ToAFolder_WritesThereWhatShipsAndNowhereElse()
    {
        using var town = new Town();
        var said = await Gevinst.RunAsync("schema", "--to", town.PathOf("new/schemas"), "--config", town.Config);

        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Equal(Shipped, Files(town.PathOf("new/schemas")));
        Assert.Equal(Shipped.Select(file => town.PathOf($"new/schemas/{file.Name}")), said.Out.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(town.Config, "schema")));
    }

    [Fact]
    public async Task Schema_WithoutAFolder_IsBesideTheConfigurationItDescribes()
    {
        using var town = new Town();
        Assert.Equal(0, (await Gevinst.RunAsync("schema", "--config", town.Config)).Exit);
        Assert.Equal(Shipped, Files(Path.Combine(town.Config, "schema")));
    }

    private static List<(string Name, string Text)> Shipped { get; } = Files(Path.Combine(ConfigFolder.Example, "schema"));

    private static List<(string Name, string Text)> Files(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
}
