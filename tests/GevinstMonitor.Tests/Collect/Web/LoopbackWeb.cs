using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GevinstMonitor.Core.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GevinstMonitor.Tests.Collect.Web;

/// <summary>What a server was asked.</summary>
internal sealed record Asked(string Method, string Target, IHeaderDictionary Headers, string Body);

/// <summary>A real web server on this machine, for one test, that answers as it is told to.</summary>
internal sealed class LoopbackWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Asked> _asked = new();

    private LoopbackWeb(WebApplication server) => _server = server;

    /// <summary>What it was asked so far, in order.</summary>
    public IReadOnlyList<Asked> Asked => [.. _asked];

    /// <summary>Like <c>http://127.0.0.1:4711</c>.</summary>
    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="certificate">Then it answers with TLS alone.</param>
    /// <param name="address">Of 127.0.0.0/8: another is another host.</param>
    public static async Task<LoopbackWeb> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Parse(address), 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        var server = builder.Build();
        var web = new LoopbackWeb(server);
        server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            web._asked.Enqueue(new Asked(context.Request.Method, context.Request.Path + context.Request.QueryString, new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), body));
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            await answer(context);
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return web;
    }

    /// <summary>A server that gives every question the same answer.</summary>
    public static Task<LoopbackWeb> SayingAsync(string text, string type = "application/json", Encoding? encoding = null, string address = "127.0.0.1") =>
        StartAsync(context => context.SayAsync(text, type, encoding), address: address);

    /// <summary>A server that answers with a status alone.</summary>
    public static Task<LoopbackWeb> StatusAsync(int status) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("""{ "error": "010170-1234 hemmeligt-42" }""");
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

internal static class WebAnswers
{
    public static Task SayAsync(this HttpContext context, string text, string type = "application/json", Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(false);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }

    public static Task LeadAsync(this HttpContext context, int status, string to)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }

    public static async Task SayPackedAsync(this HttpContext context, string text, int less = 0)
    {
        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await packing.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(packed.ToArray().AsMemory(0, (int)packed.Length - less));
    }

    /// <summary>A town whose indicator is read from a web service.</summary>
    /// <param name="url">With whatever placeholders.</param>
    /// <param name="source">Lines that the source's file has beside the usual ones.</param>
    public static Town Town(string url, string source = "", string indicator = Given.Indicator) => new Town()
        .Write("config/secret.txt", "hemmeligt-42\n")
        .Write("config/sources/maalinger.yml", $"id: maalinger\nkind: http\nurl: \"{url}\"\n{source}\n")
        .Write("config/indicators/andel.yml", indicator);

    public static Town Town(this LoopbackWeb web, string source = "", string indicator = Given.Indicator, string path = "/tal") => Town(web.Url + path, source, indicator);

    /// <summary>Reads, and expects a fault.</summary>
    public static async Task<(CollectFault Fault, string Detail)> FaultAsync(this Town town, TimeProvider? clock = null)
    {
        var failed = (await town.ReadAsync(clock)).Failed();
        Assert.DoesNotContain("hemmeligt-42", failed.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("010170", failed.Detail, StringComparison.Ordinal);
        return (failed.Fault, failed.Detail);
    }
}
