using System.ComponentModel;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Tests.Collect;

/// <summary>A new kind of source is one class and one line. Here is one, with its settings, and all that comes by itself.</summary>
public sealed class NewKindTests
{
    [Description("A note with a figure for each month.")]
    public sealed record NoteSettings : SourceSettings
    {
        [Description("The month, and how many of a thousand.")]
        public required IReadOnlyDictionary<string, int> Figures { get; init; }

        public override void Check(IndicatorFile indicator, KeyFault fault)
        {
            if (indicator.Columns is not null)
                fault("columns", $"source '{Id}' is a note, which has no columns");
        }
    }

    public sealed class NoteKind : SourceKind<NoteSettings>
    {
        protected override string Asked(NoteSettings source, IndicatorFile indicator) => "the note";

        protected override Task ReadAsync(NoteSettings source, Ask ask, Tally rows, CancellationToken ct)
        {
            foreach (var (month, figure) in source.Figures)
                rows.Add(() => $"note, {month}", month, null, figure >= 0 ? Cell.Of((decimal)figure) : throw new SourceException(CollectFault.Malformed, $"less than nothing in {month}"), Cell.Of(1000m));
            return Task.CompletedTask;
        }
    }

    // The line.
    private static readonly SourceKinds Kinds = new(new Dictionary<string, SourceKind> { ["note"] = new NoteKind() });

    private const string Note = "id: maalinger\nkind: note\nfigures: { 2026-04: 450, 2026-05: 505, 2026-06: 480 }\n";

    private static Town Town(string note = Note) => new Town { Kinds = Kinds }
        .Write("config/sources/maalinger.yml", note)
        .Write("config/indicators/andel.yml", string.Join('\n', Given.Indicator.Split('\n').Where(line => !line.StartsWith("columns:", StringComparison.Ordinal))))
        .Write("config/plans/post.yml", Given.Plan);

    [Fact]
    public async Task Figures_OfANewKind_AreReadJudgedAndWrittenOf()
    {
        using var town = Town();
        var pass = await town.OnceAsync("2026-07-08T08:00");
        Assert.Equal((Standing.Red, 48.0m, 55m), (pass.Of("porto").Standing, pass.Of("porto").Actual, pass.Of("porto").Expected));
        Assert.Equal("Rød afvigelse: Sparet porto: 48,0 % mod forventet 55,0 %", Assert.Single(pass.Letters).Subject);
        Assert.Equal(0, (await town.OnceAsync("2026-07-08T09:00")).Result.Measurements);
    }

    [Fact]
    public async Task Fault_OfANewKind_IsAReadingThatFailed()
    {
        using var town = Town(Note.Replace("480", "-1", StringComparison.Ordinal));
        var pass = await town.OnceAsync("2026-07-28T08:00");
        Assert.Equal(Standing.SourceFailed, pass.Of("porto").Standing);
        Assert.Equal(["Malformed: less than nothing in 2026-06"], town.Query<string>("select outcome || ': ' || detail from readings"));
    }

    [Theory]
    [InlineData("id: maalinger\nkind: note\nfigurs: { 2026-04: 450 }\n", "sources/maalinger.yml:3: unknown key 'figurs'; did you mean 'figures'?")]
    [InlineData("id: maalinger\nkind: note\n", "sources/maalinger.yml:1: missing key 'figures'")]
    [InlineData("id: maalinger\nkind: note\nfigures: { 2026-04: mange }\n", "sources/maalinger.yml:3: '2026-04' must be a whole number, not 'mange'")]
    [InlineData("id: maalinger\nkind: note\ntimeout: 2h\nfigures: { 2026-04: 450 }\n", "sources/maalinger.yml:3: 'timeout' must be more than nothing and at most 1h")]
    [InlineData("id: maalinger\nkind: csv\nfile: tal.csv\n", "sources/maalinger.yml:2: unknown kind 'csv'; one of note")]
    public void Settings_OfANewKind_AreCheckedByTheirRecord(string note, string says)
    {
        using var town = Town(note);
        var fault = Assert.Single(Assert.Throws<CatalogRefusedException>(() => town.Load()).Faults);
        Assert.EndsWith(says, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Indicator_OnANewKind_IsCheckedByIt()
    {
        using var town = Town().Write("config/indicators/andel.yml", Given.Indicator);
        var fault = Assert.Single(Assert.Throws<CatalogRefusedException>(() => town.Load()).Faults);
        Assert.EndsWith("indicators/andel.yml:10: source 'maalinger' is a note, which has no columns", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_OfANewKind_IsItsRecord()
    {
        var source = new SchemaWriter(Kinds.Map).All().Single(s => s.Name == "source").Schema;
        var note = Assert.Single(source["oneOf"]!.AsArray())!;
        Assert.Equal(("note", "A note with a figure for each month.", "The month, and how many of a thousand."),
            ((string?)note["properties"]!["kind"]!["const"], (string?)note["description"], (string?)note["properties"]!["figures"]!["description"]));
    }
}
