using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Tests;

/// <summary>The house's table of who may depend on whom, executed.</summary>
public sealed class HouseTests
{
    private const string Core = "GevinstMonitor.Core.";
    private const string Worker = "GevinstMonitor.";

    private static readonly Architecture House = new ArchLoader().LoadAssemblies(typeof(Plan).Assembly, typeof(Round).Assembly).Build();

    // Of the worker's rooms; Core is open to all of them, for its values are what the rooms hand each other.
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["Configure"] = [],
        // Connection strings as they are used: encrypted, and by whom.
        ["Connect"] = ["Configure"],
        ["Collect"] = ["Configure", "Connect"],
        ["Store"] = ["Configure", "Connect"],
        ["Post"] = ["Configure", "Store"],
        ["Status"] = ["Configure", "Store"],
        ["Schedule"] = [nameof(Round), "Post", nameof(MonitorMetrics), "Configure"],
        ["Commands"] = ["Configure", "Collect", "Store", "Post", "Schedule", "Status", nameof(Round), nameof(MonitorMetrics)],
        [nameof(Round)] = ["Configure", "Collect", "Store", nameof(MonitorMetrics)],
        // What rounds and deliveries say of themselves, with what they hold.
        [nameof(MonitorMetrics)] = ["Configure", "Post", "Store", nameof(Round)],
    };

    // Arrows never turn back.
    private static readonly Dictionary<string, string[]> CoreTable = new()
    {
        ["Organisation"] = [],
        ["Readings"] = ["Organisation"],
        ["Plans"] = ["Organisation", "Readings"],
        ["Evaluate"] = ["Organisation", "Readings", "Plans"],
        ["Deviate"] = ["Organisation", "Readings", "Plans", "Evaluate"],
        ["Write"] = ["Organisation", "Readings", "Plans", "Evaluate", "Deviate"],
    };

    [Fact]
    public void Rooms_OfTheWorker_DependOnlyOnWhatTheTableAllows() => Assert.Equal("", string.Join(Environment.NewLine, Breaches(Table, WorkerRoomOf)));

    [Fact]
    public void Folders_OfCore_DependOnlyOnWhatTheTableAllows() => Assert.Equal("", string.Join(Environment.NewLine, Breaches(CoreTable, CoreFolderOf)));

    [Fact]
    public void Table_NamesEveryRoomThereIs()
    {
        Assert.Equal(Table.Keys.Order(), House.Types.Select(WorkerRoomOf).OfType<string>().Distinct().Order());
        Assert.Equal(CoreTable.Keys.Order(), House.Types.Select(CoreFolderOf).OfType<string>().Distinct().Order());
    }

    [Fact]
    public void Core_ReferencesNoPackage() =>
        Assert.All(typeof(Plan).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Clock_IsNamedByProgramAlone()
    {
        var namers = Directory.EnumerateFiles(Path.Combine(SharedData.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("TimeProvider.System", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Equal(["Program.cs"], namers);
    }

    [Fact]
    public void Types_AreNotNamedLikeAFolder()
    {
        var folders = Table.Keys.Concat(CoreTable.Keys).Except([nameof(Round), nameof(MonitorMetrics)]).ToHashSet();
        Assert.DoesNotContain(House.Types, t => t.FullName.StartsWith(Worker, StringComparison.Ordinal) && folders.Contains(t.Name));
    }

    private static IEnumerable<string> Breaches(Dictionary<string, string[]> table, Func<IType, string?> roomOf) =>
        from type in House.Types
        let room = roomOf(type)
        where room is not null
        from target in type.GetTypeDependencies()
        let other = roomOf(target)
        where other is not null && other != room && !table[room].Contains(other)
        select $"{type.FullName} ({room}) depends on {target.FullName} ({other})";

    // Round.cs and MonitorMetrics.cs are rooms of one file each; Program and what registers services see everything, and nothing sees them.
    private static string? WorkerRoomOf(IType type)
    {
        var name = type.FullName;
        if (!name.StartsWith(Worker, StringComparison.Ordinal) || name.StartsWith(Core, StringComparison.Ordinal))
            return null;
        var rest = name[Worker.Length..].Split('.', '+', '/', '`');
        return rest is ["Round" or "RoundResult", ..] ? nameof(Round)
            : rest is ["MonitorMetrics", ..] ? nameof(MonitorMetrics)
            : rest.Length > 1 && type.Namespace.FullName != Worker.TrimEnd('.') ? rest[0] : null;
    }

    private static string? CoreFolderOf(IType type) =>
        type.FullName.StartsWith(Core, StringComparison.Ordinal) ? type.FullName[Core.Length..].Split('.')[0] : null;
}
