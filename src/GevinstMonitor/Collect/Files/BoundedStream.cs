using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Collect.Files;

/// <summary>Reads another stream up to a limit, so that what unfolds to far more than it seemed is cut off, and stops when the reading is stopped.</summary>
/// <param name="what">What it is, for the fault.</param>
internal sealed class BoundedStream(Stream inner, long most, string what, CancellationToken ct) : ReadOnceStream(inner)
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        ct.ThrowIfCancellationRequested();
        var read = Inner.Read(buffer);
        _read += read;
        return _read <= most ? read : throw new SourceException(CollectFault.TooLarge, $"{what}: unfolds to more than {most >> 20} MB; export less, or separated values");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
