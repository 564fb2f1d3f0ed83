using System.Reflection;
using GevinstMonitor.Tests.Status;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Deploy;

/// <summary>The table of events in <c>deploy/README.md</c> is what the program may log. That it logs nothing beside is the analyzer's to see: BannedSymbols.txt.</summary>
public sealed class EventsTableTests
{
    private static readonly IReadOnlyList<(string Type, string Name, LoggerMessageAttribute Event)> Events =
        [.. from type in typeof(Round).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            let said = method.GetCustomAttribute<LoggerMessageAttribute>()
            where said is not null
            orderby said.EventId
            select (type.Namespace!.Split('.')[^1], said.EventName ?? method.Name, said)];

    [Fact]
    public void Table_OfEvents_IsWhatTheProgramHas() => Deployed.Keep("README.md", "events", "| id | level | event | message |\n|---|---|---|---|\n"
        + string.Concat(Events.Select(e => $"| {e.Event.EventId} | {e.Event.Level} | {e.Name} | {e.Event.Message} |\n")));

    [Fact]
    public void Events_HaveAnIdAndANameOfTheirOwn()
    {
        Assert.Distinct(Events.Select(e => e.Event.EventId));
        Assert.Distinct(Events.Select(e => e.Name));
    }

    [Fact]
    public void Events_AreNumberedByTheRoomThatTellsThem() => Assert.All(Events, e => Assert.Contains(e.Event.EventId / 100, e.Type switch
    {
        "Commands" => [1],
        "Schedule" => [2, 3, 4],
        "Status" => [5],
        _ => Array.Empty<int>(),
    }));
}
