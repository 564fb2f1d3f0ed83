using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GevinstMonitor.Status;

public static class AddPagesExtensions
{
    /// <summary>What the status pages of an installation need.</summary>
    internal static IServiceCollection AddPages(this IServiceCollection services, Catalog catalog) => services
        .AddLogin(catalog)
        .AddSingleton<Doorkeeper>()
        .AddSingleton<PageFrame>()
        .AddSingleton<Glances>()
        .AddSingleton<PortfolioPage>()
        .AddSingleton<PlanPage>()
        .AddSingleton<BenefitPage>()
        .AddSingleton<RoundsPage>()
        .AddSingleton<LettersPage>();

    /// <summary>The status pages: the portfolio at <c>/</c>, plans and benefits below <c>/plans/</c>, <c>/rounds</c> and <c>/letters</c>; unless the installation shows none.</summary>
    public static void MapPages(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<Catalog>().Installation.Status.Pages.Show)
            return;
        app.UseLogin();
        Map("/", (page, context) => page.GetRequiredService<PortfolioPage>().ShowAsync(context.RequestAborted));
        Map("/plans/{plan}", (page, context) => page.GetRequiredService<PlanPage>().ShowAsync(Part(context, "plan"), context.RequestAborted));
        Map("/plans/{plan}/{benefit}/{unit}", (page, context) => page.GetRequiredService<BenefitPage>().ShowAsync(Part(context, "plan"), Part(context, "benefit"), Part(context, "unit"), context.RequestAborted));
        Map("/plans/{**rest}", (_, _) => Task.FromResult<IHtmlContent?>(null));
        Map("/rounds", (page, context) => page.GetRequiredService<RoundsPage>().ShowAsync(context.RequestAborted));
        Map("/letters", (page, context) => page.GetRequiredService<LettersPage>().ShowAsync(context.Request.Query["before"], context.RequestAborted));

        void Map(string pattern, Func<IServiceProvider, HttpContext, Task<IHtmlContent?>> page) =>
            app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => ShowAsync(context, page)));
    }

    private static string Part(HttpContext context, string name) => $"{context.GetRouteValue(name)}";

    private static async Task ShowAsync(HttpContext context, Func<IServiceProvider, HttpContext, Task<IHtmlContent?>> page)
    {
        var (services, frame) = (context.RequestServices, context.RequestServices.GetRequiredService<PageFrame>());
        switch (services.GetRequiredService<Doorkeeper>().Ask(context))
        {
            case Admission.Unknown when services.GetRequiredService<Catalog>().Installation.Status.Pages.Oidc is not null && HttpMethods.IsGet(context.Request.Method):
                await LetLogInAsync(context, frame);
                return;
            case Admission.Unknown:
                context.Response.Headers.WWWAuthenticate = "Proxy";
                await SendAsync(context, StatusCodes.Status401Unauthorized, frame.Closed);
                return;
            case Admission.Refused:
                await SendAsync(context, StatusCodes.Status403Forbidden, frame.Closed);
                return;
        }

        try
        {
            if (await page(services, context) is { } shown)
                await SendAsync(context, StatusCodes.Status200OK, shown);
            else
                await SendAsync(context, StatusCodes.Status404NotFound, frame.Instead(StatusLabel.NotFound, StatusLabel.NotFoundHelp));
        }
        catch (Exception e) when (e is StoreUnusableException or System.Data.Common.DbException)
        {
            await SendAsync(context, StatusCodes.Status503ServiceUnavailable, frame.Instead(StatusLabel.StoreAway, StatusLabel.StoreAwayHelp));
        }
    }

    // Neither the provider nor the keys of the cookies may be there.
    private static async Task LetLogInAsync(HttpContext context, PageFrame frame)
    {
        try
        {
            PageResponse.Guard(context.Response, PageStyle.Policy);
            await context.ChallengeAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException or System.Security.Cryptography.CryptographicException or StoreUnusableException or System.Data.Common.DbException)
        {
            var (status, page) = AddLoginExtensions.AwayBecause(e, frame);
            await SendAsync(context, status, page);
        }
    }

    internal static Task SendAsync(HttpContext context, int status, IHtmlContent page) => PageResponse.SendAsync(context, status, page, PageStyle.Policy);
}
