using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;

namespace GevinstMonitor.Status;

public static class AddAnswersExtensions
{
    /// <summary>The largest form that is read: the longest note many times over.</summary>
    private const long LargestForm = 64 * 1024;

    /// <summary>What the pages for answers need. Data Protection makes a key when the worker starts, so that it is not added where no link is written.</summary>
    internal static IServiceCollection AddAnswers(this IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "gevinst-answer";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "guard";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<KeyManagementOptions>().Configure<Database>((options, database) => options.XmlRepository = new StoreKeys(database));
        return services.AddSingleton<AnswerPage>();
    }

    /// <summary>Where letters' links lead, when the installation has such: <c>/answer/TOKEN</c>. Opening it changes nothing; a button does.</summary>
    public static void MapAnswers(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Catalog>().Installation.Letters.Answers is null)
            return;
        // A proxy on this machine may speak TLS for it: then the form's cookie is for TLS alone.
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto });
        app.MapMethods("/answer/{token}", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        app.MapPost("/answer/{token}", AnswerAsync);
    }

    private static Task ShowAsync(HttpContext context) => WithCaseAsync(context, (about, post) =>
    {
        var form = Enum.TryParse<ResponseKind>(context.Request.Query["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? AnswerForm.Empty(kind) : null;
        return PageAsync(context, StatusCodes.Status200OK, about, post, form, isKept: context.Request.Query.ContainsKey("kept"));
    });

    private static async Task AnswerAsync(HttpContext context)
    {
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false })
            size.MaxRequestBodySize = LargestForm;
        if (!await IsOursAsync(context))
        {
            var words = context.RequestServices.GetRequiredService<Catalog>().Words;
            await RefuseAsync(context, StatusCodes.Status400BadRequest, words.FormStale, words.FormStaleHelp);
            return;
        }

        await WithCaseAsync(context, async (about, post) =>
        {
            var words = context.RequestServices.GetRequiredService<Catalog>().Words;
            if (!Enum.TryParse<ResponseKind>(context.Request.Query["kind"], ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            {
                await PageAsync(context, StatusCodes.Status422UnprocessableEntity, about, post, null, isKept: false);
                return;
            }

            var form = AnswerForm.Of(kind, await context.Request.ReadFormAsync(context.RequestAborted));
            var response = form.Response(about.Deviation.Id, post, about.At.Instant, words, out var faults);
            var responses = context.RequestServices.GetRequiredService<Responses>();
            // What could not be read is not missing as well.
            faults.AddRange(responses.FaultsOf(about, response).Where(fault => faults.TrueForAll(f => f.Item1 != AnswerForm.FieldOf(fault))).Select(fault => (AnswerForm.FieldOf(fault), words.Fault(fault))).ToList());
            // Once it is sent it is on file, whether or not the browser waits for the answer.
            if (faults.Count == 0 && await responses.AnswerAsync(about, response, CancellationToken.None) is { } late)
                faults.Add((AnswerForm.FieldOf(late), words.Fault(late)));
            if (faults.Count > 0)
            {
                await PageAsync(context, StatusCodes.Status422UnprocessableEntity, about, post, form with { Faults = faults }, isKept: false);
                return;
            }

            context.RequestServices.GetRequiredService<ILogger<AnswerPage>>().Answered(post, about.Deviation.Id, kind);
            // So that to load the page again does not send the answer again.
            PageResponse.Guard(context.Response, AnswerPage.Policy);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "?kept";
        });
    }

    // One that is too large, or no form at all, is not ours either.
    private static async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or AntiforgeryValidationException)
        {
            return false;
        }
    }

    // Whoever holds no link of ours learns nothing, not even whether there is such a case.
    private static async Task WithCaseAsync(HttpContext context, Func<AnswerCase, string, Task> work)
    {
        var words = context.RequestServices.GetRequiredService<Catalog>().Words;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.RequestServices.GetRequiredService<AnswerTokens>().Read($"{context.GetRouteValue("token")}") is not { } token)
            await RefuseAsync(context, StatusCodes.Status404NotFound, words.LinkUnknown, words.LinkUnknownHelp);
        else if (token.Expires <= now)
            await RefuseAsync(context, StatusCodes.Status410Gone, words.LinkExpired, words.LinkExpiredHelp);
        else if (await context.RequestServices.GetRequiredService<Responses>().FindAsync(token.Deviation, now, context.RequestAborted) is not { } about)
            await RefuseAsync(context, StatusCodes.Status410Gone, words.LinkExpired, words.LinkExpiredHelp);
        else if (!ResponseRule.MayAnswer(token.Post, about.Plan, about.Seen.Place, context.RequestServices.GetRequiredService<Catalog>().Chart))
            await RefuseAsync(context, StatusCodes.Status403Forbidden, words.LinkNotYours, words.LinkNotYoursHelp);
        else
            await work(about, token.Post);
    }

    private static Task PageAsync(HttpContext context, int status, AnswerCase about, string post, AnswerForm? form, bool isKept)
    {
        IHtmlContent guard = HtmlString.Empty;
        if (form is not null && about.IsOpen)
        {
            var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
            guard = Html.Of($"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" value=\"{tokens.RequestToken}\">");
        }

        return SendAsync(context, status, context.RequestServices.GetRequiredService<AnswerPage>().Of(about, post, form, isKept, guard));
    }

    private static Task RefuseAsync(HttpContext context, int status, string heading, string help) =>
        SendAsync(context, status, context.RequestServices.GetRequiredService<AnswerPage>().Refusal(heading, help));

    private static Task SendAsync(HttpContext context, int status, IHtmlContent page) => PageResponse.SendAsync(context, status, page, AnswerPage.Policy);
}
