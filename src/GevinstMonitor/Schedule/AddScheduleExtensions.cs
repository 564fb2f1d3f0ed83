namespace GevinstMonitor.Schedule;

public static class AddScheduleExtensions
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<Timetable>()
        .AddSingleton<NextRounds>(p => p.GetRequiredService<Timetable>().Due)
        .AddSingleton<Stopping>()
        .AddSingleton<Journal>()
        .AddSingleton<Patience>()
        // Else Quartz has a method compiled that makes each, and what compiles it stays in memory.
        .AddScoped<RoundJob>()
        .AddScoped<SweepJob>()
        .AddScoped<PostJob>();
}
