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
    private readonly GZipStream _unpacked;
    private uint _length;

    public WholeGzip(Stream packed)
    {
        _packed = new Tail(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">It is damaged, or ends before its end.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        var read = await _unpacked.ReadAsync(buffer, ct);
        _length = unchecked(_length + (uint)read);
        if (read == 0 && buffer.Length > 0 && _packed.Last != _length)
            throw new InvalidDataException("The packed data ends before its end.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes.</summary>
    private sealed class Tail(Stream inner) : ReadingStream
    {
        private readonly byte[] _last = new byte[4];

        public uint Last => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var read = await inner.ReadAsync(buffer, ct);
            var news = buffer.Span[Math.Max(0, read - 4)..read];
            _last.AsSpan(news.Length).CopyTo(_last);
            news.CopyTo(_last.AsSpan(4 - news.Length));
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>A stream that is read once, from its beginning to its end.</summary>
internal abstract class ReadingStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default);

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public sealed override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public sealed override void Flush() { }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
