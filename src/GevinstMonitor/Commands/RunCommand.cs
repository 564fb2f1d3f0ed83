using System.CommandLine;
using System.Runtime.InteropServices;
using GevinstMonitor.Configure;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary><c>run</c>: the worker, by whatever the configuration is by now.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    public static Command Create(Bench bench, Action<IServiceCollection> services)
    {
        var listen = new Option<string?>("--listen") { Description = "Where this worker answers, instead of where status.listen says: for several on one machine." };
        var command = new Command("run", "The worker: schedules, letters, /metrics and /health, until it is stopped. A configuration that changes is taken up if check finds no fault in it.") { listen };
        command.SetAction((parsed, ct) => WindowsService.RunAsync(stop => RunAsync(bench, services, parsed, parsed.GetValue(listen), stop), ct));
        return command;
    }

    private static async Task<int> RunAsync(Bench bench, Action<IServiceCollection> services, ParseResult parsed, string? listen, CancellationToken ct)
    {
        // The command line listens for a stop only when this first waits, and a store in a file never does.
        await Task.Yield();
        // Until it is watched what the configuration is, there is nothing to take up: it is being read.
        using var early = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);

        Task<Worker> MakeAsync(Configured by) => Worker.MakeAsync(bench, services, by, listen, ct);

        var worker = await MakeAsync(Load(parsed));
        using var systemd = new Systemd(worker.Clock);
        try
        {
            await worker.RefuseTurningBackAsync(ct);
            await worker.ListenAsync(ct);
            if (await worker.BeginAsync(ct) is { } other)
                throw new CannotRunException($"this configuration is version {worker.By.Version}, and the worker {other} runs by another; stop that, or give both the same");
            var reloads = new Reloads(Taken: 0, Refused: 0, IsInForce: true, Since: worker.Clock.GetUtcNow());
            using var watch = new ConfigWatch(worker.By.Catalog.Folder, worker.By.Version, worker.Clock);
            systemd.AtWork(() => worker.Lives);
            var (faults, mayPass) = ((IReadOnlyList<string>)[], false);
            while (await ChangedAsync(worker, watch, reloads, mayPass, ct))
            {
                var before = faults;
                (var next, faults, mayPass) = await TryAsync(() => MakeAsync(Load(parsed)));
                if (next is not null)
                    (worker, faults) = await ReplaceAsync(worker, next, MakeAsync, ct);
                // What is tried again is no news until it is another fault, or none.
                if (faults.Count > 0 && faults.SequenceEqual(before))
                    continue;
                reloads = faults.Count == 0 ? new Reloads(reloads.Taken + 1, reloads.Refused, true, worker.Clock.GetUtcNow()) : reloads with { Refused = reloads.Refused + 1, IsInForce = false };
                worker.Metrics.Record(reloads);
                if (faults.Count > 0)
                    await worker.RefuseAsync(faults);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It was asked to stop while one configuration gave way to another.
        }
        catch (Exception e) when (worker.Ends(e))
        {
            throw;
        }
        finally
        {
            systemd.Stops();
            await worker.DisposeAsync();
        }

        return ExitCode.Done;
    }

    // The version is that of what was read, also while files come.
    private static Configured Load(ParseResult parsed)
    {
        while (true)
        {
            var before = ConfigVersion.Of(parsed.GetValue(CommandLine.Config)!);
            var catalog = Bench.Load(parsed);
            if (ConfigVersion.Of(catalog.Folder) == before)
                return new Configured(catalog, before);
        }
    }

    // Waits for news of the configuration, or that what kept it from being taken up has passed, and until it can begin asks again and again to; false when it is to stop.
    private static async Task<bool> ChangedAsync(Worker worker, ConfigWatch watch, Reloads reloads, bool mayPass, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, worker.Stopping);
        var said = "";
        try
        {
            while (true)
            {
                var why = await WhyNotAsync(worker, stop.Token);
                worker.Metrics.Record(reloads with { IsInForce = reloads.IsInForce && why is null });
                await worker.LookAroundAsync(stop.Token);
                if (why is not null && why != said)
                    worker.Wait(said = why);
                var checkIn = worker.By.Catalog.Installation.Schedule.CheckIn;
                if (await watch.ChangedAsync((why is null && !mayPass) || checkIn > BetweenLooks ? BetweenLooks : checkIn, stop.Token) || mayPass)
                    return true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string?> WhyNotAsync(Worker worker, CancellationToken ct)
    {
        try
        {
            return await worker.BeginAsync(ct) is { } other ? $"the worker {other} runs by another" : null;
        }
        catch (StoreUnusableException e)
        {
            return e.Message;
        }
    }

    private static async Task<(Worker? Worker, IReadOnlyList<string> Faults, bool MayPass)> TryAsync(Func<Task<Worker>> makeAsync)
    {
        try
        {
            return (await makeAsync(), [], false);
        }
        catch (CatalogRefusedException e)
        {
            return (null, [.. e.Faults.Select(fault => fault.ToString())], false);
        }
        catch (Exception e) when (e is StoreUnusableException or IOException or UnauthorizedAccessException)
        {
            return (null, [e.Message], true);
        }
    }

    // One that cannot be asked how it is does not work either: then it is the one before again.
    private static async Task<(Worker Worker, IReadOnlyList<string> Faults)> ReplaceAsync(Worker worker, Worker next, Func<Configured, Task<Worker>> makeAsync, CancellationToken ct)
    {
        await worker.DisposeAsync();
        try
        {
            await next.ListenAsync(ct);
            next.TakeOverFrom(worker);
            return (next, []);
        }
        catch (CannotRunException e)
        {
            await next.DisposeAsync();
            var again = await makeAsync(worker.By);
            await again.ListenAsync(ct);
            return (again, [e.Message]);
        }
        catch
        {
            await next.DisposeAsync();
            throw;
        }
    }
}
