namespace GevinstMonitor.Schedule;

public static class AddScheduleExtensions
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services
        .AddSingleton<Timetable>()
        .AddSingleton<Stopping>()
        .AddSingleton<Journal>()
        .AddSingleton<Patience>()
        .AddSingleton<Rest>();
}
