using System.Buffers.Binary;
using System.IO.Compression;

namespace GevinstMonitor.Collect.Web;

/// <summary>
/// Unpacks gzip to its end and no less: .NET takes half of it for all. Its last four bytes say how long it is unpacked (RFC 1952, ISIZE); they are what is
/// compared.
/// </summary>
internal sealed class WholeGzip : ReadingStream
{
    private readonly Tail _packed;
    private uint _length;

    public WholeGzip(Stream packed) : this(new Tail(packed)) { }

    private WholeGzip(Tail packed) : base(new GZipStream(packed, CompressionMode.Decompress)) => _packed = packed;

    /// <exception cref="InvalidDataException">It is damaged, or ends before its end.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        var read = await Inner.ReadAsync(buffer, ct);
        _length = unchecked(_length + (uint)read);
        if (read == 0 && buffer.Length > 0 && _packed.Last != _length)
            throw new InvalidDataException("The packed data ends before its end.");
        return read;
    }

    /// <summary>Remembers the last four bytes.</summary>
    private sealed class Tail(Stream inner) : ReadingStream(inner)
    {
        private readonly byte[] _last = new byte[4];

        public uint Last => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var read = await Inner.ReadAsync(buffer, ct);
            var news = buffer.Span[Math.Max(0, read - 4)..read];
            _last.AsSpan(news.Length).CopyTo(_last);
            news.CopyTo(_last.AsSpan(4 - news.Length));
            return read;
        }
    }
}

/// <summary>A stream whose one way of reading is to wait for it.</summary>
internal abstract class ReadingStream(Stream inner) : ReadOnceStream(inner)
{
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default);

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public sealed override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
}
