using Isobar.Server.Hosting;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Signing in and out.</summary>
internal sealed class SessionEndpoints(ConsoleServices services, UserDesk users, SessionDesk sessions, ConsoleGate gate, ProxyHeaders proxy, SetupLink link)
{
    private const string DemoUser = "demo";

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get("/session", "GetSession", null, "Who is signed in, and what server this is.", (HttpContext context) => Describe(context));
        routes.Post("/session", "SignIn", null, "Signs in.", (SignInRequest request, HttpContext context) => SignIn(request, context));
        routes.Delete("/session", "SignOut", ConsoleRole.Viewer, "Signs out.", (HttpContext context) => SignOut(context));
        routes.Put("/session/password", "ChangePassword", ConsoleRole.Viewer, "Changes one's own password.", (PasswordRequest request, HttpContext context) => ChangePassword(request, context));
        routes.Post("/setup", "SetUp", null, "Makes the first user, by the one-time link.", (SetupRequest request, HttpContext context) => SetUp(request, context));
    }

    private SessionAnswer Describe(HttpContext context)
    {
        Visitor? visitor = ConsoleGate.VisitorOf(context);
        return new()
        {
            Product = new("Isobar", MetricsPage.Version),
            Now = services.Now,
            Region = services.Api.Region,
            Account = services.Api.OwnAccount,
            Demo = services.Demo,
            WindowSeconds = services.WindowSeconds,
            SignIn = proxy.IsOn ? "proxy" : "local",
            Setup = new(!proxy.IsOn && !users.HasUsers, services.Demo is not null),
            User = visitor is null ? null : new(
                visitor.Name, RoleNames.Of(visitor.Role), visitor.CsrfToken ?? "", visitor.Session?.Id, visitor.Session is { } session ? SessionDesk.EndOf(session) : null,
                visitor.Session is not null && services.People.FindUser(visitor.Name)?.PasswordHash is not null),
        };
    }

    private SessionAnswer SignIn(SignInRequest request, HttpContext context)
    {
        RefuseProxy();
        return Begin(users.Check(request.Name, request.Password), context);
    }

    private NoContent SignOut(HttpContext context)
    {
        if (ConsoleGate.VisitorOf(context)?.Session is { } session)
        {
            services.People.RemoveSession(session.Id);
        }
        ConsoleGate.SetCookie(context, null);
        return TypedResults.NoContent();
    }

    private NoContent ChangePassword(PasswordRequest request, HttpContext context)
    {
        Visitor visitor = ConsoleGate.VisitorOf(context)!;
        if (visitor.Session is not { } session || services.People.FindUser(visitor.Name) is not UserRow user)
        {
            throw ConsoleFault.Conflict("Only users of this server have a password here.");
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
        bool mayBeNameless = services.Demo is not null && request is { Name: null, Password: null };
        UserRow? user = null;
        link.Use(request.Token, () =>
        {
            if (users.HasUsers)
            {
                throw ConsoleFault.NotAllowed("There is a user already: sign in by name and password.");
            }
            user = users.Add(mayBeNameless ? DemoUser : request.Name, ConsoleRole.Admin, request.Password, needsPassword: !mayBeNameless);
        });
        return Begin(user!, context);
    }

    private SessionAnswer Begin(UserRow user, HttpContext context)
    {
        // Whoever signs in anew leaves the session that this browser had.
        if (ConsoleGate.VisitorOf(context)?.Session is { } old)
        {
            services.People.RemoveSession(old.Id);
        }
        (string token, SessionRow session) = sessions.Begin(user.Name, context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());
        ConsoleGate.SetCookie(context, token);
        ConsoleGate.Become(context, gate.VisitorOf(session, token));
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
