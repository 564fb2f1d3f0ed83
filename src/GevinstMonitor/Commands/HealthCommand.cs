using System.CommandLine;

namespace GevinstMonitor.Commands;

/// <summary><c>health</c>: what the worker on this machine answers when it is asked whether it is ready, for where no other program could ask.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var at = new Option<string?>("--at") { Description = "Where it answers; where status.listen says when left out." };
        var command = new Command("health", "Asks the worker on this machine whether it is ready: 0 when it is.") { at };
        command.SetAction(async (parsed, ct) =>
        {
            var address = parsed.GetValue(at) ?? Bench.Load(parsed).Installation.Status.Listen;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var worker) || worker.Scheme != Uri.UriSchemeHttp)
                throw new UsageException($"--at {address}: write an address and port like http://127.0.0.1:8085");
            using var http = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await http.GetAsync(new Uri(worker, "/health/ready"), ct);
                Console.WriteLine(await answer.Content.ReadAsStringAsync(ct));
                return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.WithFailures;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                throw new CannotRunException($"no worker answers at {worker}");
            }
        });
        return command;
    }
}
