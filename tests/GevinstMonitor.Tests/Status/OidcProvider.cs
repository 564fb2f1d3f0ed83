using System.Security.Claims;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace GevinstMonitor.Tests.Status;

/// <summary>An OpenID Connect provider on a port of this machine: OpenIddict's server, with one client, which takes whoever it is told for logged in.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "gevinst", Secret = "hemmeligt-Ærø-43";

    private readonly WebApplication _app;

    private OidcProvider(WebApplication app) => _app = app;

    public string Authority => _app.Urls.Single();

    /// <summary>Who is logged in.</summary>
    public string User { get; set; } = "inge";

    /// <summary>The groups that the one is in.</summary>
    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>What was asked of it, by address and query.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<OidcProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        OidcProvider provider = null!;
        builder.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new Forgotten());
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            options.AddEphemeralEncryptionKey().AddEphemeralSigningKey().RegisterScopes(OpenIddictConstants.Scopes.Profile);
            options.UseAspNetCore().DisableTransportSecurityRequirement();
            options.EnableDegradedMode();
            options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.RedirectUri?.EndsWith("/signin-oidc", StringComparison.Ordinal) != true)
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if ((context.ClientId, context.ClientSecret) != (Client, Secret))
                    context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var who = new ClaimsIdentity("provider", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
                who.SetClaim(OpenIddictConstants.Claims.Subject, provider.User).SetClaims("groups", [.. provider.Groups]);
                who.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
                context.Principal = new ClaimsPrincipal(who);
                context.Principal.SetScopes(context.Request.GetScopes());
                return default;
            }));
        });
        var app = builder.Build();
        app.Use((context, next) =>
        {
            lock (provider.Asked)
                provider.Asked.Add(context.Request.Path + context.Request.QueryString);
            return next(context);
        });
        app.UseAuthentication();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider = new OidcProvider(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Its keys are nobody's, and not left in the home of who runs the tests.
    private sealed class Forgotten : IXmlRepository
    {
        private readonly List<XElement> _keys = [];

        public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys];

        public void StoreElement(XElement element, string friendlyName) => _keys.Add(element);
    }
}
