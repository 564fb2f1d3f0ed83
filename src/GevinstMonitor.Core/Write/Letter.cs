namespace GevinstMonitor.Core.Write;

/// <summary>Who a letter is for, which says how urgent it is and what it is about.</summary>
public enum LetterKind
{
    /// <summary>To a person in a post: deviations of benefits, and doubts about their figures.</summary>
    Person,

    /// <summary>To operations: technical faults.</summary>
    Operations,

    /// <summary>To a member of a management group: what it reads before its meeting.</summary>
    Digest,
}

/// <summary>A letter as data, whole: what is written in it stays what was said, whatever the configuration becomes.</summary>
/// <param name="Id">Derived from what it tells and whom: writing the same again gives the same letter.</param>
/// <param name="Post">The post of the person it goes to; null for operations.</param>
/// <param name="Name">The person, or what operations are called.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Subject">Says it all in one line.</param>
/// <param name="Why">The first line: why it came.</param>
/// <param name="Sections">What it is about, one a benefit or fault.</param>
/// <param name="Closing">Who sends it, and why nobody did.</param>
/// <param name="Culture"><c>da-DK</c> or <c>en-GB</c>.</param>
public sealed record Letter(
    string Id, LetterKind Kind, string? Post, string Name, string Address, string Subject, string Why,
    IReadOnlyList<Section> Sections, string Closing, string Culture);

/// <summary>One thing that a letter tells.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Status">Where it stands, in words; null for none.</param>
/// <param name="Tone">How it is set off, beside the words.</param>
/// <param name="Facts">Labelled values, in the order they are read.</param>
/// <param name="Action">What the reader is to do; null for nothing.</param>
public sealed record Section(string Heading, string? Status, Tone Tone, IReadOnlyList<Fact> Facts, string? Action)
{
    /// <summary>The open deviation that its owner can answer; null for none.</summary>
    public string? Deviation { get; init; }

    /// <summary>What is drawn beside the words; null for nothing.</summary>
    public PathChart? Chart { get; init; }

    /// <summary>Whether the answer asked for is the controller's to an acceptance.</summary>
    public bool IsToConfirm { get; init; }
}

/// <summary>A labelled value.</summary>
public sealed record Fact(string Label, string Text);

/// <summary>How a section is set off: an edge of a colour, never without the words that say the same.</summary>
public enum Tone { Good, Amber, Red, Doubt, Fault }
