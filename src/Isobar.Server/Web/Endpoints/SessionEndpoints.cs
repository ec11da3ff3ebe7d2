using Isobar.Server.Hosting;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Signing in and out.</summary>
internal sealed class SessionEndpoints(ConsoleServices services, UserDesk users, ConsoleGate gate, ProxyHeaders proxy, SetupLink link, ProviderSignIn? provider)
{
    private const string DemoUser = "demo";

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get("/session", "GetSession", null, "Who is signed in, and what server this is.", (HttpContext context) => Describe(context));
        routes.Post("/session", "SignIn", null, "Signs in.", (SignInRequest request, HttpContext context) => SignIn(request, context));
        routes.Delete("/session", "SignOut", ConsoleRole.Viewer, "Signs out.", (HttpContext context) => SignOutAsync(context));
        routes.Get(
            "/sign-in", "GetSignIn", null, "Sends a browser to the OpenID provider, which sends it back to a page of this server.",
            (string? to, bool? ask, HttpContext context) => BeginAsync(to, ask ?? false, context));
        routes.Put("/session/password", "ChangePassword", ConsoleRole.Viewer, "Changes one's own password.", (PasswordRequest request, HttpContext context) => ChangePassword(request, context));
        routes.Post("/setup", "SetUp", null, "Makes an administrator, by a one-time link.", (SetupRequest request, HttpContext context) => SetUp(request, context));
    }

    private SessionAnswer Describe(HttpContext context)
    {
        Visitor? visitor = ConsoleGate.VisitorOf(context);
        UserRow? user = visitor?.Session is null ? null : services.People.FindUser(visitor.Name);
        return new()
        {
            Product = new("Isobar", MetricsPage.Version),
            Now = services.Now,
            Region = services.Api.Region,
            Account = services.Api.OwnAccount,
            Demo = services.Demo,
            WindowSeconds = services.WindowSeconds,
            SignIn = proxy.IsOn ? "proxy" : "local",
            Provider = provider is null ? null : new(provider.Name),
            Setup = new(!proxy.IsOn && !users.IsInCharge, services.Demo is not null, !proxy.IsOn && link.IsOffered),
            User = visitor is null ? null : new(
                visitor.Name, RoleNames.Of(visitor.Role), visitor.CsrfToken ?? "", visitor.Session?.Id, visitor.Session is { } session ? SessionDesk.EndOf(session) : null,
                user?.PasswordHash is not null, user?.Provider is not null),
        };
    }

    private SessionAnswer SignIn(SignInRequest request, HttpContext context)
    {
        RefuseProxy();
        return Begin(users.Check(request.Name, request.Password), context);
    }

    private async Task<SignedOutAnswer> SignOutAsync(HttpContext context)
    {
        UserRow? user = null;
        if (ConsoleGate.VisitorOf(context)?.Session is { } session)
        {
            user = services.People.FindUser(session.User);
            services.People.RemoveSession(session.Id);
        }
        ConsoleGate.Leave(context);
        return new(user?.Provider is null || provider is null ? null : (await provider.SignOutAddressAsync(context))?.AbsoluteUri);
    }

    private Task BeginAsync(string? to, bool mustAsk, HttpContext context) =>
        provider?.BeginAsync(to, mustAsk, context) ?? throw ConsoleFault.Conflict("No OpenID provider signs users in here: sign in by name and password, or name one in the configuration (console.openIdConnect).");

    private NoContent ChangePassword(PasswordRequest request, HttpContext context)
    {
        Visitor visitor = ConsoleGate.VisitorOf(context)!;
        if (visitor.Session is not { } session || services.People.FindUser(visitor.Name) is not UserRow user)
        {
            throw ConsoleFault.Conflict("Only users of this server have a password here.");
        }
        if (user.Provider is not null)
        {
            throw ConsoleFault.Conflict($"{user.Name} signs in by {user.Provider}, and has no password here.");
        }
        if (user.PasswordHash is not null)
        {
            CheckCurrent(user.Name, request.Current);
        }
        string hash = users.Hash(user.Name, request.New, "new");
        services.People.ChangeUser(user.Name, (known, _) => known with { PasswordHash = hash });
        services.People.RemoveSessionsOf(user.Name, session.Id);
        return TypedResults.NoContent();
    }

    /// <summary>A wrong one is a fault of the request: the session goes on.</summary>
    private void CheckCurrent(string name, string? password)
    {
        try
        {
            users.Check(name, password);
        }
        catch (ConsoleFault fault) when (fault.Code == UserDesk.WrongPassword)
        {
            throw ConsoleFault.Invalid("current", "The current password is wrong.");
        }
    }

    private SessionAnswer SetUp(SetupRequest request, HttpContext context)
    {
        RefuseProxy();
        if (link.IsOffer(request.Token))
        {
            return Begin(users.TakeCharge(request.Name, request.Password, () => link.Take(request.Token)), context);
        }
        bool mayBeNameless = services.Demo is not null && request is { Name: null, Password: null };
        UserRow? user = null;
        link.Use(request.Token, () =>
        {
            if (users.IsInCharge)
            {
                throw ConsoleFault.NotAllowed("There is a user already: sign in by name and password.");
            }
            user = users.Add(mayBeNameless ? DemoUser : request.Name, ConsoleRole.Admin, request.Password, needsPassword: !mayBeNameless);
        });
        return Begin(user!, context);
    }

    private SessionAnswer Begin(UserRow user, HttpContext context)
    {
        gate.Enter(context, user.Name);
        return Describe(context);
    }

    private void RefuseProxy()
    {
        if (proxy.IsOn)
        {
            throw ConsoleFault.Conflict("A proxy signs users in here.");
        }
    }
}
