using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Schedule;

/// <summary>A span as it arrived. The parent is empty for the first of its trace; status 2 is an error.</summary>
internal sealed record GotSpan(string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags, int Status);

/// <summary>What collects OpenTelemetry's messages (OTLP 1.x by http/protobuf), on this machine.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _got = [];
    private readonly WebApplication _web;

    private OtlpCollector(WebApplication web) => _web = web;

    public string Url => _web.Urls.Single();

    /// <summary>How often anything arrived.</summary>
    public int Count => _got.Count;

    /// <summary>All that arrived, as text, with what is no text in it.</summary>
    public string Raw => string.Concat(_got.Select(got => Encoding.UTF8.GetString(got.Body)));

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector._web.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector._got.Enqueue((context.Request.Path.Value!, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector._web.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    // The numbers are of opentelemetry/proto: ResourceSpans 1, ScopeSpans 2, Span 2; KeyValue: key 1, value 2.
    public IReadOnlyList<GotSpan> Spans => [.. Sent("/v1/traces").SelectMany(m => m.All(1)).SelectMany(m => m.All(2)).SelectMany(m => m.All(2))
        .Select(span => new GotSpan(span.Hex(2), span.Hex(4), span.Text(5), TagsOf(span.All(9)), span.All(15).Select(status => (int)status.Number(3)).FirstOrDefault()))];

    /// <summary>What is said of who sent spans, by key.</summary>
    public IReadOnlyDictionary<string, string> Resource => TagsOf(Sent("/v1/traces").SelectMany(m => m.All(1)).First().All(1).Single().All(1));

    /// <summary>The newest value of each series of a metric (ResourceMetrics 1, ScopeMetrics 2, Metric 2: gauge 5 or sum 7, data points 1), by its labels as they are written.</summary>
    public IReadOnlyDictionary<string, double> Metric(string name)
    {
        var values = new Dictionary<string, double>();
        foreach (var point in Sent("/v1/metrics").SelectMany(m => m.All(1)).SelectMany(m => m.All(2)).SelectMany(m => m.All(2)).Where(m => m.Text(1) == name)
            .SelectMany(m => m.All(5).Concat(m.All(7))).SelectMany(m => m.All(1)))
            values[string.Join(',', TagsOf(point.All(7)).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"))] = point.Double(4);
        return values;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private IEnumerable<Message> Sent(string path) => _got.Where(got => got.Path == path).Select(got => Message.Of(got.Body));

    private static Dictionary<string, string> TagsOf(IEnumerable<Message> pairs) => pairs.ToDictionary(p => p.Text(1), p => ValueOf(p.All(2).Single()));

    // AnyValue: text 1, integer 3, list 5.
    private static string ValueOf(Message value) => value.Has(1) ? value.Text(1) : value.Has(3) ? $"{(long)value.Number(3)}" : string.Join(' ', value.All(5).SelectMany(list => list.All(1)).Select(ValueOf));

    /// <summary>A message of Protocol Buffers: the fields as they stand, each a number or bytes.</summary>
    private sealed class Message
    {
        private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

        public static Message Of(byte[] bytes)
        {
            var (message, at) = (new Message(), 0);
            while (at < bytes.Length)
            {
                var key = Varint(bytes, ref at);
                var length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(bytes, ref at), 0 => 0, _ => throw new InvalidDataException($"A field of kind {key & 7}.") };
                ulong number = (key & 7) switch { 0 => Varint(bytes, ref at), 1 => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)), _ => 0UL };
                message._fields.Add(((int)(key >> 3), number, bytes[at..(at + length)]));
                at += length;
            }

            return message;
        }

        public bool Has(int field) => _fields.Exists(f => f.Field == field);

        public IEnumerable<Message> All(int field) => _fields.Where(f => f.Field == field).Select(f => Of(f.Bytes));

        public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

        public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

        public ulong Number(int field) => _fields.Find(f => f.Field == field).Number;

        public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

        private byte[] Bytes(int field) => _fields.Find(f => f.Field == field).Bytes ?? [];

        private static ulong Varint(byte[] bytes, ref int at)
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var b = bytes[at++];
                value |= (ulong)(b & 0x7f) << shift;
                if (b < 0x80)
                    return value;
                shift += 7;
            }
        }
    }
}
