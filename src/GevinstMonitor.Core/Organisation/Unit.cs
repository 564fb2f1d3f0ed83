namespace GevinstMonitor.Core.Organisation;

/// <summary>An organisational unit that benefits are budgeted and measured for.</summary>
/// <param name="Id">Kebab-case id, as plans name it.</param>
/// <param name="Name">What a reader sees.</param>
/// <param name="Under">The id of the unit above; null at the top.</param>
/// <param name="Codes">What source systems call this unit, beside its id.</param>
/// <param name="Leader">The post that leads it; null where none is stated.</param>
public sealed record Unit(string Id, string Name, string? Under, IReadOnlyList<string> Codes, string? Leader = null)
{
    /// <summary>The name under which a benefit is judged for all its units together.</summary>
    public const string Whole = "*";

    /// <summary>The most characters of an id, inclusive, of this or of anything else: what a column of any store holds.</summary>
    public const int LongestId = 100;
}
