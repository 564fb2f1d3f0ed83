namespace GevinstMonitor.Schedule;

public static class AddScheduleExtensions
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<Timetable>()
        .AddSingleton<NextRounds>(p => p.GetRequiredService<Timetable>().Due)
        .AddSingleton<Stopping>()
        .AddSingleton<Journal>()
        .AddSingleton<Patience>()
        // Else each is made by a method that is compiled for it while the worker runs.
        .AddScoped<RoundJob>()
        .AddScoped<SweepJob>()
        .AddScoped<PostJob>();
}
