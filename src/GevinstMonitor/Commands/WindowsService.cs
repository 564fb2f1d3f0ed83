using System.Runtime.Versioning;
using Microsoft.Extensions.Hosting.WindowsServices;
using Microsoft.Extensions.Logging.EventLog;

namespace GevinstMonitor.Commands;

/// <summary>Answers Windows' service manager where it started the worker: by a host around the worker's own, because that is replaced with the configuration.</summary>
internal static class WindowsService
{
    public const string Name = "gevinst";

    public static bool Is => WindowsServiceHelpers.IsWindowsService();

    /// <summary>Where what it says goes; the source is made by deploy/windows/install.ps1.</summary>
    [SupportedOSPlatform("windows")]
    public static EventLogSettings Events() => new() { SourceName = Name };

    /// <param name="work">Runs until it is asked to stop. Where it throws, the service ends without saying so, and Windows starts it again.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, CancellationToken ct)
    {
        if (!Is)
            return await work(ct);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWindowsService(service => service.ServiceName = Name);
        using var host = builder.Build();
        await host.StartAsync(ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var exit = await work(stop.Token);
        await host.StopAsync(CancellationToken.None);
        return exit;
    }
}
