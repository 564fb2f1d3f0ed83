using System.Runtime.CompilerServices;
using System.Security.Claims;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GevinstMonitor.Status;

internal static partial class AddLoginExtensions
{
    // As long as a day at work.
    private static readonly TimeSpan LoggedIn = TimeSpan.FromHours(8);

    /// <summary>Login by OpenID Connect: the code flow with PKCE, and a cookie that holds who it is and which of the groups that may look it is in.</summary>
    /// <exception cref="CatalogRefusedException">The client's secret is not there.</exception>
    public static IServiceCollection AddLogin(this IServiceCollection services, Catalog catalog) =>
        catalog.Installation.Status.Pages is { Show: true, Oidc: { } oidc } ? AddOidc(services, oidc, SecretOf(oidc, catalog)) : services;

    /// <summary>What a login needs of each request: by whom a cookie was given, and whether a proxy on this machine speaks TLS for it.</summary>
    public static void UseLogin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Catalog>().Installation.Status.Pages is not { Show: true, Oidc: not null })
            return;
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto });
        app.UseAuthentication();
    }

    /// <summary>What somebody is shown who could not be asked to log in: that it is not to be had just now.</summary>
    public static (int Status, IHtmlContent Page) AwayBecause(Exception? failure, PageFrame frame) => (StatusCodes.Status503ServiceUnavailable,
        CausesOf(failure).Any(IsOfStore) ? frame.NotYet(StatusLabel.StoreAway, StatusLabel.StoreAwayHelp) : frame.NotYet(StatusLabel.LoginAway, StatusLabel.LoginAwayHelp));

    // By itself, so that nobody loads what a login needs for pages that have none.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection AddOidc(IServiceCollection services, OidcFile oidc, string secret)
    {
        services.AddOptions<KeyManagementOptions>().Configure<Database>((options, database) => options.XmlRepository = new StoreKeys(database));
        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                options.Cookie.Name = "gevinst-reader";
                // A link from a letter or another page brings it along; nothing that is shown can be changed by it.
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                (options.ExpireTimeSpan, options.SlidingExpiration) = (LoggedIn, false);
            })
            .AddOpenIdConnect(options =>
            {
                (options.Authority, options.ClientId, options.ClientSecret) = (oidc.Authority, oidc.ClientId, secret);
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.UsePkce = true;
                options.Scope.Clear();
                foreach (var scope in oidc.Scopes)
                    options.Scope.Add(scope);
                options.RequireHttpsMetadata = new Uri(oidc.Authority).Scheme == "https";
                options.MapInboundClaims = false;
                // The same for every kind of provider; some tell groups there only.
                options.GetClaimsFromUserInfoEndpoint = true;
                options.ClaimActions.MapJsonKey(oidc.GroupsClaim, oidc.GroupsClaim);
                options.ClaimActions.MapJsonKey(oidc.UserClaim, oidc.UserClaim);
                options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
                options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.Events.OnTicketReceived = context =>
                {
                    context.Principal = Known(context.Principal!, oidc);
                    return Task.CompletedTask;
                };
                options.Events.OnRemoteFailure = async context =>
                {
                    context.HandleResponse();
                    LoginFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<Doorkeeper>>(), WhyOf(context.Failure));
                    var (status, page) = InsteadOf(context.Failure, context.HttpContext.RequestServices.GetRequiredService<PageFrame>());
                    await AddPagesExtensions.SendAsync(context.HttpContext, status, page);
                };
            });
        return services;
    }

    // What somebody is shown whose login did not come about: not that one may not look, unless that is why.
    private static (int Status, IHtmlContent Page) InsteadOf(Exception? failure, PageFrame frame) => ErrorOf(failure) switch
    {
        "access_denied" => (StatusCodes.Status403Forbidden, frame.Closed),
        "server_error" or "temporarily_unavailable" => AwayBecause(failure, frame),
        _ when CausesOf(failure).Any(e => IsOfStore(e) || IsOfTheWay(e)) => AwayBecause(failure, frame),
        _ => (StatusCodes.Status403Forbidden, frame.NotYet(StatusLabel.NotLoggedIn, StatusLabel.NotLoggedInHelp)),
    };

    private static string? ErrorOf(Exception? failure) => failure?.Data["error"] as string;

    private static IEnumerable<Exception> CausesOf(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static bool IsOfStore(Exception e) => e is StoreUnusableException or System.Data.Common.DbException;

    private static bool IsOfTheWay(Exception e) => e is IOException or OperationCanceledException or HttpRequestException { StatusCode: null or >= System.Net.HttpStatusCode.InternalServerError };

    private static string SecretOf(OidcFile oidc, Catalog catalog)
    {
        try
        {
            return oidc.ClientSecret.Reveal(catalog.Folder);
        }
        catch (SecretMissingException e)
        {
            throw new CatalogRefusedException([new Fault("gevinstmonitor.yml", 0, $"status.pages.oidc.clientSecret: {e.Message}")]);
        }
    }

    // The standard's own word for it, as access_denied; what else a provider, or whoever poses as one, says may name a person.
    private static string WhyOf(Exception? failure) =>
        ErrorOf(failure) is { Length: > 0 and <= 40 } error && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : failure?.GetType().Name ?? "unknown";

    // Somebody may be in hundreds of groups, and a cookie is sent with every page.
    private static ClaimsPrincipal Known(ClaimsPrincipal who, OidcFile oidc) => new(new ClaimsIdentity(
        who.Claims.Where(c => c.Type == oidc.UserClaim || (c.Type == oidc.GroupsClaim && oidc.Allow.Contains(c.Value, StringComparer.Ordinal))).Select(c => new Claim(c.Type, c.Value)),
        CookieAuthenticationDefaults.AuthenticationScheme, oidc.UserClaim, oidc.GroupsClaim));

    [LoggerMessage(EventId = 510, Level = LogLevel.Warning, Message = "A login to the status pages failed: {Why}")]
    private static partial void LoginFailed(ILogger log, string why);
}
