using System.ComponentModel;
using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>A file in <c>plans/</c>: what was promised.</summary>
[Description("A benefit-realisation plan: what was promised.")]
public sealed record PlanFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("The programme the plan belongs to.")]
    public string? Programme { get; init; }

    [Description("The post that checks and analyses realisation; hears of doubtful figures.")]
    public required string Controller { get; init; }

    [Description("The group that treats the plan at its meetings.")]
    public string? ReportTo { get; init; }

    [Description("Raised whenever the content changes.")]
    public required int Version { get; init; }
    public required ApprovalFile Approved { get; init; }

    [Description("What earlier versions promised stays on file; oldest first.")]
    public IReadOnlyList<EarlierFile> History { get; init; } = [];

    [Description("The last day the plan is followed; left out, it is followed for as long as it is here.")]
    public DateOnly? Ends { get; init; }

    [Description("Right end of the benefit tree.")]
    public string? Goal { get; init; }

    [Description("Left end of the benefit tree.")]
    public string? Technology { get; init; }

    [Description("What people do differently so that the benefits can come.")]
    public IReadOnlyList<ChangeFile> Changes { get; init; } = [];
    public BusinessCaseFile? BusinessCase { get; init; }

    [Description("What happens when nobody answers a deviation of this plan, instead of what the installation says.")]
    public EscalationFile? Escalation { get; init; }
    public required IReadOnlyList<BenefitFile> Benefits { get; init; }
}

public sealed record ApprovalFile
{
    public required DateOnly On { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }
}

public sealed record EarlierFile
{
    public required int Version { get; init; }
    public required ApprovalFile Approved { get; init; }

    [Description("The plan as it was, relative to this file.")]
    public required string File { get; init; }
}

public sealed record ChangeFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("The post that sees to it.")]
    public string? Owner { get; init; }
    public required DateOnly Due { get; init; }
    public DateOnly? Done { get; init; }
}

public sealed record BusinessCaseFile
{
    [Description("How sure it is, as 15%.")]
    public Percent? Margin { get; init; }

    [Description("DKK a year; costs negative.")]
    public required IReadOnlyDictionary<int, decimal> Years { get; init; }

    [Description("DKK a year that the years have taken off for running it, as for licences; 0 when left out.")]
    public decimal? RunningCosts { get; init; }
    public PoolFile? InvestmentPool { get; init; }
}

public sealed record PoolFile
{
    [Description("DKK a year.")]
    public IReadOnlyDictionary<int, decimal> Borrowed { get; init; } = new Dictionary<int, decimal>();

    [Description("DKK a year.")]
    public IReadOnlyDictionary<int, decimal> Repaid { get; init; } = new Dictionary<int, decimal>();
}

public sealed record BenefitFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("economic, quality, service, employee, innovation, or one of the installation's benefitTypes.")]
    public required string Type { get; init; }

    [Description("The id of the indicator it is measured by.")]
    public required string Indicator { get; init; }

    [Description("Changes of this plan that must be done before it can come.")]
    public IReadOnlyList<string> Needs { get; init; } = [];

    [Description("The accountable post: a line manager.")]
    public required string Owner { get; init; }

    [Description("What the owner does when it is off its path, in one sentence.")]
    public required string ActionOnDeviation { get; init; }
    public required BaselineFile Baseline { get; init; }

    [Description("linear: evenly between milestones; step: the earlier value until the milestone's day.")]
    public PathShape Path { get; init; } = PathShape.Linear;

    [Description("In date order.")]
    public required IReadOnlyList<TargetFile> Targets { get; init; }
    public required ToleranceFile Tolerance { get; init; }

    [Description("Periods in a row before anyone is told. Left out, the owner is told when it is certain that the level, and not an odd period, is off the path.")]
    public ConfirmFile? Confirm { get; init; }

    [Description("How its process behaviour chart is drawn.")]
    public ProcessFile Process { get; init; } = new();

    [Description("What it is worth, wherever it is judged and no worth of its own is stated.")]
    public WorthFile? Worth { get; init; }

    [Description("all-units: the whole is not known while one of its units is not; known-units: it is the sum of those that are.")]
    public WholeRule Whole { get; init; } = WholeRule.AllUnits;

    [Description("Whether the units' targets together promise more than the whole's on purpose; otherwise they must agree.")]
    public bool Reserve { get; init; }

    [Description("The same benefit split per unit; what is left out is as for the whole.")]
    public IReadOnlyList<BenefitUnitFile> Units { get; init; } = [];
}

public sealed record BaselineFile
{
    public required DateOnly On { get; init; }
    public required decimal Value { get; init; }
}

public sealed record TargetFile
{
    public required DateOnly By { get; init; }
    public required decimal Value { get; init; }
}

[Description("In the indicator's unit, off the path in the worse direction; exactly at the edge is still inside.")]
public sealed record ToleranceFile
{
    public required decimal Amber { get; init; }
    public required decimal Red { get; init; }
}

public sealed record ConfirmFile
{
    public int Amber { get; init; } = Core.Plans.Confirm.Default.Amber;
    public int Red { get; init; } = Core.Plans.Confirm.Default.Red;
}

public sealed record ProcessFile
{
    [Description("gap: actual less expected, so that a planned rise is no signal; value: the figure itself.")]
    public ProcessOn On { get; init; } = Process.Default.On;

    [Description("Whether moving ranges far above the others are left out of the limits.")]
    public bool Screening { get; init; } = Process.Default.Screening;

    [Description("The limits stay as the first so many known figures gave them, at least 12; left out, all give them.")]
    public int? FixAfter { get; init; }

    [Description("Days, in order, from which the process is another: limits begin anew with the first period that ends on one or after it.")]
    public IReadOnlyList<DateOnly> Rebase { get; init; } = [];
}

public sealed record WorthFile
{
    [Description("DKK a year for one unit of the indicator: one percentage point, one hour, ...")]
    public required decimal DkkPerUnitYear { get; init; }

    [Description("Benefits that are measured by the same indicator in the same units, and earn other money: BENEFIT of this plan, or PLAN/BENEFIT.")]
    public IReadOnlyList<string> Beside { get; init; } = [];

    [Description("Where and from when the saving is taken out of a budget.")]
    public BookedFile? Booked { get; init; }
}

public sealed record BookedFile
{
    public required string Unit { get; init; }
    public required DateOnly From { get; init; }
}

public sealed record BenefitUnitFile
{
    public required string Id { get; init; }
    public string? Owner { get; init; }
    public BaselineFile? Baseline { get; init; }
    public PathShape? Path { get; init; }
    public IReadOnlyList<TargetFile>? Targets { get; init; }
    public ToleranceFile? Tolerance { get; init; }
    public WorthFile? Worth { get; init; }
}
