using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace GevinstMonitor.Status;

/// <summary>A page on its way to a browser.</summary>
internal static class PageResponse
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="policy">What browsers are allowed to do with it.</param>
    public static async Task SendAsync(HttpContext context, int status, IHtmlContent page, string policy)
    {
        var response = context.Response;
        Guard(response, policy);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        page.WriteTo(text, Encoder);
        await response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    /// <summary>What a page shows, and an answer's address, which is the key to it, are kept nowhere and handed on to nobody.</summary>
    public static void Guard(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
