using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace GevinstMonitor.Configure;

/// <summary>
/// Notices that a configuration changed: by its files, which are looked at when the folder says that something happened there, and from time to time besides; and by SIGHUP, which asks for it whatever the files say, because what they refer to may have changed.
/// </summary>
public sealed class ConfigWatch : IDisposable
{
    // Files come one after another, however they are brought.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // One word of it is as good as many.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _files;
    private readonly PosixSignalRegistration? _signal;
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private string _version;
    private int _asked;

    /// <param name="folder">Whole path of the configuration folder.</param>
    /// <param name="version">The <see cref="ConfigVersion"/> that is known.</param>
    public ConfigWatch(string folder, string version, TimeProvider clock)
    {
        (_folder, _version, _clock) = (folder, version, clock);
        // It may have changed since it was read.
        _news.Writer.TryWrite(true);
        // There the same number says that the window was closed.
        if (!OperatingSystem.IsWindows())
        {
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                Interlocked.Exchange(ref _asked, 1);
                _news.Writer.TryWrite(true);
            });
        }

        try
        {
            _files = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            _files.Changed += Happened;
            _files.Created += Happened;
            _files.Deleted += Happened;
            _files.Renamed += (sender, e) => Happened(sender, e);
            _files.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // The machine watches no more files: the look once a minute is left.
            _files?.Dispose();
            _files = null;
        }
    }

    /// <summary>Waits for word that the configuration may be another one than was known, or that it is asked for, and looks; the first time it looks at once.</summary>
    /// <param name="atMost">Waits no longer than this: not every disk says that something happened.</param>
    /// <returns>Whether there is something to read, and it stands still.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> is cancelled.</exception>
    public async Task<bool> ChangedAsync(TimeSpan atMost, CancellationToken ct)
    {
        await NewsAsync(atMost, ct);
        return await HasChangedAsync(ct);
    }

    public void Dispose()
    {
        _files?.Dispose();
        _signal?.Dispose();
    }

    private async Task<bool> HasChangedAsync(CancellationToken ct)
    {
        var asked = Interlocked.Exchange(ref _asked, 0) == 1;
        var (was, now) = (_version, Version());
        while (now != _version)
        {
            _version = now;
            await Task.Delay(Quiet, _clock, ct);
            now = Version();
        }

        return asked || _version != was;
    }

    // Files that cannot be read are like no others; whoever reads them says what is wrong.
    private string Version()
    {
        try
        {
            return ConfigVersion.Of(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private async Task NewsAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(atMost, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await _news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Then it is time to look all the same.
        }
    }

    // A volume of Kubernetes turns a whole folder over by a link whose name begins with two dots.
    private void Happened(object sender, FileSystemEventArgs e)
    {
        if (e.Name is { } name && (name.StartsWith("..", StringComparison.Ordinal) || ConfigVersion.Holds(name)))
            _news.Writer.TryWrite(true);
    }
}
