using GevinstMonitor.Core.Plans;

namespace GevinstMonitor.Configure;

/// <summary>Checks how a benefit's process behaviour chart is drawn, and builds that.</summary>
internal sealed class Processes(Binder binder)
{
    public Process Process(BenefitFile benefit)
    {
        var file = benefit.Process;
        if (!binder.IsSound(benefit, "process"))
            return Core.Plans.Process.Default;
        if (file.FixAfter < Core.Plans.Process.LeastPoints)
            binder.Fault(file, "fixAfter", $"'fixAfter' must be at least {Core.Plans.Process.LeastPoints}: fewer figures give no limits to rely on");

        var sound = binder.IsSound(benefit, "baseline") && benefit.Units.All(u => binder.IsSound(u, "baseline"));
        var first = benefit.Units.Select(u => u.Baseline?.On).OfType<DateOnly>().Append(benefit.Baseline.On).Min();
        for (var i = 0; i < file.Rebase.Count; i++)
        {
            var (day, before) = (file.Rebase[i], i == 0 ? (DateOnly?)null : file.Rebase[i - 1]);
            if (day <= before)
                binder.FaultOfItem(file.Rebase, i, day == before ? $"'rebase' has {day:yyyy-MM-dd} twice" : $"'rebase' runs in date order; {day:yyyy-MM-dd} stands after {before:yyyy-MM-dd}");
            else if (sound && day <= first)
                binder.FaultOfItem(file.Rebase, i, $"'rebase' on {day:yyyy-MM-dd} is not after the baseline of {first:yyyy-MM-dd}, where the process begins anyway");
        }

        return new Process(file.On, file.Screening, file.FixAfter, file.Rebase);
    }
}
