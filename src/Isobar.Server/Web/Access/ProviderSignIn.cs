using System.Security.Claims;
using System.Text.Json.Nodes;
using Isobar.Server.Api.Access;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Isobar.Server.Web.Access;

/// <summary>
/// Lets people in whom an OpenID provider vouches for. The protocol is the framework's: authorization code with PKCE, nonce, state bound to the browser by a cookie. What comes of it is a
/// session like any other.
/// </summary>
/// <param name="settings">The provider.</param>
/// <param name="users">Makes users of whom it vouches for.</param>
/// <param name="gate">Gives them their session.</param>
/// <param name="audit">Records who came, and who was turned away.</param>
/// <param name="log">Why a sign-in failed, which users are only told in outline.</param>
internal sealed partial class ProviderSignIn(OpenIdSettings settings, UserDesk users, ConsoleGate gate, AuditLog audit, ILogger log)
{
    /// <summary>Where the provider sends people back to; what to register there.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>The page that tells failures.</summary>
    public const string PagePath = "/sign-in";

    private const string Scheme = "provider", AuditAction = "SignInByProvider";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10), s_signOutPatience = TimeSpan.FromSeconds(3);

    /// <summary>What people call the provider.</summary>
    public string Name => settings.DisplayName;

    /// <summary>Prepares what the framework must know before it is built.</summary>
    public void AddTo(IServiceCollection services)
    {
        // Requests are authenticated by the gate, so no scheme of the framework is the usual one; a single scheme would be, if nothing were named here.
        services.AddAuthentication("none").AddOpenIdConnect(Scheme, Configure);
        // What it protects lives for the minutes of a sign-in: after a restart one begins anew, and no keys are left on the disk.
        services.AddDataProtection().AddKeyManagementOptions(keys => keys.XmlRepository = new KeysInMemory());
    }

    /// <summary>Takes the requests that come back from the provider.</summary>
    public static void Use(WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path != CallbackPath)
            {
                return next(context);
            }
            context.Response.Headers.CacheControl = "no-store";
            if (HttpMethods.IsGet(context.Request.Method))
            {
                return next(context);
            }
            // The answer is asked for in the address; a body of any length would be read for nothing.
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        });
        app.UseAuthentication();
    }

    /// <summary>Sends a browser to the provider.</summary>
    /// <param name="to">The page to come back to.</param>
    /// <param name="mustAsk">Whether the provider must ask who it is, though it knows somebody in this browser: that one was refused here.</param>
    /// <param name="context">The request.</param>
    public async Task BeginAsync(string? to, bool mustAsk, HttpContext context)
    {
        string page = LocalPath.Of(to);
        try
        {
            OpenIdConnectChallengeProperties properties = new() { RedirectUri = page };
            if (mustAsk)
            {
                properties.Prompt = OpenIdConnectPrompt.Login;
            }
            await context.ChallengeAsync(Scheme, properties);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            TellFailure(context, error, page);
        }
    }

    /// <summary>Where people sign out of the provider too; null where it has no such page, or does not answer.</summary>
    public async Task<Uri?> SignOutAddressAsync(HttpContext context)
    {
        OpenIdConnectOptions options = context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Scheme);
        try
        {
            OpenIdConnectConfiguration provider = await options.ConfigurationManager!.GetConfigurationAsync(context.RequestAborted).WaitAsync(s_signOutPatience, context.RequestAborted);
            OpenIdConnectMessage message = new()
            {
                IssuerAddress = provider.EndSessionEndpoint,
                ClientId = settings.ClientId,
                PostLogoutRedirectUri = AddressOf(context.Request, "/"),
                EnableTelemetryParameters = false,
            };
            return Uri.TryCreate(provider.EndSessionEndpoint, UriKind.Absolute, out Uri? page) && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp)
                ? new Uri(message.CreateLogoutRequestUrl())
                : null;
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException)
        {
            // Signing out here must not depend on the provider.
            LogSignOut(log, settings.Provider, Reason(error));
            return null;
        }
    }

    private void Configure(OpenIdConnectOptions options)
    {
        options.Authority = settings.Provider;
        options.RequireHttpsMetadata = settings.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.Scope.Clear();
        foreach (string scope in settings.Scopes)
        {
            options.Scope.Add(scope);
        }
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Back in the address, not by a form that another page posts: so the cookies below need not be sent along with requests of other pages.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = CallbackPath;
        // The framework would end sessions of its own there; ours end by the console's API.
        options.RemoteSignOutPath = default;
        options.SignedOutCallbackPath = default;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.Clear();
        options.ClaimActions.Add(new ProviderClaims.FromUserInfo());
        options.BackchannelTimeout = s_patience;
        options.DisableTelemetry = true;
        CookieSecurePolicy secure = settings.Address?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        foreach ((CookieBuilder cookie, string name) in new[] { (options.CorrelationCookie, "isobar_signin."), (options.NonceCookie, "isobar_nonce.") })
        {
            (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.SecurePolicy) = (name, true, SameSiteMode.Lax, secure);
        }
        options.Events = new()
        {
            OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.RedirectUri = AddressOf(context.Request, CallbackPath);
                return Task.CompletedTask;
            },
            OnTicketReceived = context =>
            {
                context.HandleResponse();
                LetIn(context.HttpContext, context.Principal!, LocalPath.Of(context.ReturnUri));
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                context.HandleResponse();
                TellFailure(context.HttpContext, context.Failure!, LocalPath.Of(context.Properties?.RedirectUri));
                return Task.CompletedTask;
            },
        };
    }

    private void LetIn(HttpContext context, ClaimsPrincipal principal, string page)
    {
        ClaimsIdentity identity = principal.Identities.First();
        string subject = identity.FindFirst("sub")!.Value;
        string? name = ProviderClaims.Values(identity, settings.NameClaim) is [string first, ..] ? first : null;
        ConsoleRole? role = settings.RoleOf(settings.RoleClaim is null ? [] : ProviderClaims.Values(identity, settings.RoleClaim));
        try
        {
            (UserRow? user, SignInFailure? failure) = users.Welcome(subject, name, role);
            JsonObject detail = new() { ["provider"] = settings.Provider, ["subject"] = subject, ["role"] = role is null ? null : RoleNames.Of(role.Value) };
            audit.Record(context, failure is null ? user!.Name : $"({user?.Name ?? Short(name)})", AuditAction, "", failure?.ToString() ?? AuditLog.Ok, AuditLog.Detail(detail));
            if (failure is not null)
            {
                Tell(context, failure.Value, page);
                return;
            }
            gate.Enter(context, user!.Name, isSecure: settings.Address?.Scheme == Uri.UriSchemeHttps);
            context.Response.Redirect(page);
        }
        catch (Storage.StorageException error)
        {
            TellFailure(context, error, page);
        }
    }

    private void TellFailure(HttpContext context, Exception error, string page)
    {
        SignInFailure failure = FailureOf(error);
        string reason = Reason(error);
        if (failure is SignInFailure.Expired or SignInFailure.Refused)
        {
            // Anybody can send what does not belong to a sign-in, or turn back, as often as they like.
            LogUnfinished(log, settings.Provider, failure, reason);
        }
        else
        {
            LogFailure(log, settings.Provider, failure, reason);
        }
        Tell(context, failure, page);
    }

    private static void Tell(HttpContext context, SignInFailure failure, string page) =>
        context.Response.Redirect($"{PagePath}?failure={failure}&to={Uri.EscapeDataString(page)}");

    /// <summary>What went wrong, as far as users can do something about it.</summary>
    internal static SignInFailure FailureOf(Exception error) => error switch
    {
        _ when error.Data["error"] is string code => code switch
        {
            "access_denied" => SignInFailure.Refused,
            // The code was used already, or came too late.
            "invalid_grant" => SignInFailure.Expired,
            "temporarily_unavailable" or "server_error" => SignInFailure.Unreachable,
            _ => SignInFailure.Failed,
        },
        OpenIdConnectProtocolInvalidNonceException => SignInFailure.Expired,
        // Without a cause: the state is missing, changed, too old or of another browser.
        AuthenticationFailureException { InnerException: null } => SignInFailure.Expired,
        Storage.StorageException => SignInFailure.Failed,
        _ => Causes(error).Any(cause => cause is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
            ? SignInFailure.Unreachable
            : SignInFailure.Failed,
    };

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    /// <summary>What may be of any length.</summary>
    private static string? Short(string? text) => text is { Length: > 200 } ? text[..200] + "…" : text;

    /// <summary>One line for the log. Some of it comes from the provider, or from whoever calls themselves that.</summary>
    private static string Reason(Exception error)
    {
        const int Longest = 600;
        string text = string.Join(" < ", Causes(error).Select(cause => cause.Message));
        return new([.. text.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c)]);
    }

    private string AddressOf(HttpRequest request, string path) =>
        settings.Address is Uri address ? new Uri(address, path).AbsoluteUri : $"{request.Scheme}://{request.Host}{path}";

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "console: a sign-in by {Provider} came to nothing ({Failure}): {Reason}")]
    private static partial void LogFailure(ILogger log, string provider, SignInFailure failure, string reason);

    [LoggerMessage(EventId = 62, Level = LogLevel.Debug, Message = "console: a sign-in by {Provider} was not finished ({Failure}): {Reason}")]
    private static partial void LogUnfinished(ILogger log, string provider, SignInFailure failure, string reason);

    [LoggerMessage(EventId = 63, Level = LogLevel.Warning, Message = "console: the sign-out page of {Provider} is not known: {Reason}")]
    private static partial void LogSignOut(ILogger log, string provider, string reason);
}
