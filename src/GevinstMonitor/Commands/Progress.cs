using Spectre.Console;

namespace GevinstMonitor.Commands;

/// <summary>Shows that work goes on, when it takes longer than a second on a terminal; nothing in a pipe.</summary>
internal static class Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<T> WhileAsync<T>(IAnsiConsole screen, string what, Func<Task<T>> work)
    {
        var running = Task.Run(work);
        if (Console.IsOutputRedirected || !screen.Profile.Capabilities.Interactive || await Task.WhenAny(running, Task.Delay(Patience)) == running)
            return await running;
        return await screen.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                progress.AddTask(what).IsIndeterminate();
                return await running;
            });
    }
}
