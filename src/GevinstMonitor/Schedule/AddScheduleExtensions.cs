namespace GevinstMonitor.Schedule;

public static class AddScheduleExtensions
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<Timetable>()
        .AddSingleton<NextRounds>(p => p.GetRequiredService<Timetable>().Due)
        .AddSingleton<Stopping>()
        .AddSingleton<Journal>()
        .AddSingleton<Patience>()
        .AddSingleton<Rest>();
}
