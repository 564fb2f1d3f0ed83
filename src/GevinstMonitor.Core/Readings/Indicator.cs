namespace GevinstMonitor.Core.Readings;

/// <summary>Which way is better.</summary>
public enum Better { Higher, Lower }

/// <summary>Whether an indicator is measured as numerator and denominator, or as one number.</summary>
public enum IndicatorKind { Ratio, Value }

/// <summary>What is measured, how often, and which way is better.</summary>
public sealed record Indicator
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The id of the source it is read from.</summary>
    public required string Source { get; init; }
    public required IndicatorKind Kind { get; init; }

    /// <summary>The unit that values, targets and tolerances are stated in; <c>percent</c> shows a ratio × 100.</summary>
    public required string Measure { get; init; }
    public required Better Better { get; init; }
    public required PeriodKind Period { get; init; }

    /// <summary>How long after a period's end its figure is known at the latest.</summary>
    public required TimeSpan Due { get; init; }

    /// <summary>How many periods the first reading asks for; at least 1.</summary>
    public required int History { get; init; }

    /// <summary>How many ended periods a later reading asks for again, because the source may still correct them; at least 1.</summary>
    public required int Revise { get; init; }
    public Plausible? Plausible { get; init; }

    /// <summary>Changes of the question that the controller knows of, in any order: the series goes on over them.</summary>
    public IReadOnlyList<QuestionChange> Changes { get; init; } = [];

    /// <summary>Whether the units' values add up to the whole's. Ratios always do, by their parts.</summary>
    public required bool Adds { get; init; }

    /// <summary>The figure as a reader sees it and as targets are stated: percent for a ratio in percent (54.3, not 0.543).</summary>
    /// <returns>Null when the figure has no number.</returns>
    public decimal? Shown(Figure figure) => Kind == IndicatorKind.Ratio && Measure == "percent" ? figure.Number * 100 : figure.Number;
}

/// <summary>The bounds, in the indicator's unit as shown, outside which a figure is held until the controller releases it.</summary>
/// <param name="Min">Inclusive; null for none.</param>
/// <param name="Max">Inclusive; null for none.</param>
/// <param name="MaxStep">The largest step, either way, from the newest counted figure before it, inclusive; null for none.</param>
/// <param name="MaxDenominatorDrop">The largest drop of a ratio's denominator below what it was, inclusive, as a part of that: 0.95 for 95 %; 1 for none.</param>
public sealed record Plausible(decimal? Min, decimal? Max, decimal? MaxStep, decimal MaxDenominatorDrop = Plausible.UsualDenominatorDrop)
{
    /// <summary>
    /// What holds where nothing is stated. A month of which only a day was delivered falls further. Of 149 hospitals in three years none does, seasons, small ones
    /// and those that closed among them.
    /// </summary>
    public const decimal UsualDenominatorDrop = 0.95m;

    /// <summary>Whether a shown figure is within the bounds; <see cref="Doubt.None"/> when it is.</summary>
    public Doubt Of(decimal shown, decimal? before) =>
        shown < Min || shown > Max ? Doubt.OutOfBounds
        : before is { } b && Math.Abs(shown - b) > MaxStep ? Doubt.StepTooLarge
        : Doubt.None;
}

/// <summary>A change of what a source is asked for an indicator, on file.</summary>
/// <param name="On">The first day that it was read by the new question.</param>
/// <param name="Note">What changed, and why the series goes on.</param>
public sealed record QuestionChange(DateOnly On, string Note);

/// <summary>Why a figure is held. A closed list: it is the label of the metric.</summary>
public enum Doubt
{
    /// <summary>It is not doubted.</summary>
    None,

    /// <summary>It was read by another question than before, and no change is noted.</summary>
    QueryChanged,

    /// <summary>A ratio's denominator is far below what it was: most likely a part of the answer is missing.</summary>
    DenominatorCollapsed,

    /// <summary>Outside what is possible.</summary>
    OutOfBounds,

    /// <summary>Too far from the newest counted figure before it.</summary>
    StepTooLarge,

    /// <summary>It was doubted, and somebody rejected it.</summary>
    Rejected,

    /// <summary>Who answers for the benefit says that it is wrong.</summary>
    Questioned,
}
