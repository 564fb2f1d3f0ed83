using GevinstMonitor;
using GevinstMonitor.Collect;
using GevinstMonitor.Commands;
using GevinstMonitor.Post;
using GevinstMonitor.Schedule;
using GevinstMonitor.Status;
using GevinstMonitor.Store;

#pragma warning disable RS0030 // The one place that names the wall clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

return await new CommandLine(
    services => services
        .AddSingleton(clock)
        .AddCollect()
        .AddStore()
        .AddRound()
        .AddPost()
        .AddSingleton<Look>(p => p.GetRequiredService<Round>().LookAsync),
    worker => worker
        .AddSchedule()
        .AddStatus()).RunAsync(args);
