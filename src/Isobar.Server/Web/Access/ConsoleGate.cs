using System.Security.Cryptography;
using System.Text;
using Isobar.Server.Api.Access;
using Isobar.Server.Api;
using Isobar.Storage.People;

namespace Isobar.Server.Web.Access;

/// <summary>
/// Lets requests of the console's API in, or not. Who may call an endpoint is part of the endpoint, so an endpoint that nobody thought of here is guarded like the others: one without
/// <see cref="EndpointAccess"/> is not reached at all.
/// </summary>
/// <param name="sessions">The sessions.</param>
/// <param name="people">Users.</param>
/// <param name="users">Says who may sign in.</param>
/// <param name="proxy">An authenticating proxy, if there is one.</param>
/// <param name="keys">Checks signatures.</param>
internal sealed class ConsoleGate(SessionDesk sessions, PeopleStore people, UserDesk users, ProxyHeaders proxy, RequestAuthenticator keys)
{
    /// <summary>The session's cookie.</summary>
    public const string CookieName = "isobar_session";

    /// <summary>The header that changes carry.</summary>
    public const string CsrfHeader = "X-Csrf-Token";

    private static readonly object s_visitor = new();

    /// <summary>Who makes a request; null for somebody who is not signed in.</summary>
    public static Visitor? VisitorOf(HttpContext context) => context.Items[s_visitor] as Visitor;

    /// <summary>Admits a request to an endpoint.</summary>
    /// <exception cref="ConsoleFault">It is refused.</exception>
    public void Admit(HttpContext context, EndpointAccess access, ReadOnlyMemory<byte> body)
    {
        CheckOrigin(context.Request);
        Visitor? visitor = Find(context, body);
        context.Items[s_visitor] = visitor;
        if (access.Role is not null && visitor is null)
        {
            throw ConsoleFault.SignInNeeded();
        }
        if (visitor is { IsPerson: true, CsrfToken: string token } && access is { IsChange: true, Role: not null } && !Equal(context.Request.Headers[CsrfHeader].ToString(), token))
        {
            throw new ConsoleFault(StatusCodes.Status403Forbidden, "CsrfToken", $"A change must carry the header {CsrfHeader} with the token that GET /api/session tells.");
        }
        if (visitor?.May(access) == false)
        {
            throw ConsoleFault.NotAllowed(visitor.IsPerson
                ? $"This needs the role {RoleNames.Of(access.Role!.Value)}; {visitor.Name} is {RoleNames.Of(visitor.Role)}."
                : $"The key {visitor.Name} may not do {InternetMonitorApi.SigningName}:{access.Action}.");
        }
    }

    /// <summary>Gives somebody a session who has just proved who they are, and makes them the visitor of this request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Who they are.</param>
    /// <param name="isSecure">Whether the browser sees https, though the request may have come without.</param>
    public void Enter(HttpContext context, string user, bool isSecure = false)
    {
        // Whoever signs in anew leaves the session that this browser had.
        if (context.Request.Cookies[CookieName] is { Length: > 0 } held && sessions.Find(held) is SessionRow old)
        {
            people.RemoveSession(old.Id);
        }
        (string token, SessionRow session) = sessions.Begin(user, context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());
        context.Response.Cookies.Append(CookieName, token, CookieFor(context, isSecure));
        context.Items[s_visitor] = VisitorOf(session, token);
    }

    /// <summary>Takes the session back from the browser.</summary>
    public static void Leave(HttpContext context) => context.Response.Cookies.Delete(CookieName, CookieFor(context, isSecure: false));

    /// <summary>A browser says which page sends a request: where that is not one of this server, the request is refused, whatever it carries.</summary>
    private static void CheckOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isOwn = origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        if (!isOwn || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            throw ConsoleFault.NotAllowed("Requests of other pages are refused.");
        }
    }

    /// <summary>The visitor of a session; null where its user is gone or kept out.</summary>
    private Visitor? VisitorOf(SessionRow session, string token) =>
        people.FindUser(session.User) is UserRow user && users.MaySignIn(user) && RoleNames.Read(user.Role) is ConsoleRole role
            ? new Visitor(user.Name, role) { Session = session, CsrfToken = SessionDesk.CsrfTokenOf(token) }
            : null;

    private static CookieOptions CookieFor(HttpContext context, bool isSecure) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = isSecure || context.Request.IsHttps, Path = "/", IsEssential = true };

    private Visitor? Find(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (context.Request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal) || context.Request.Query.ContainsKey("X-Amz-Signature"))
        {
            AccessOutcome outcome = keys.Authenticate(context.Request, body, InternetMonitorApi.SigningName);
            return outcome.IsAllowed
                ? new Visitor(outcome.Caller.KeyId ?? "anonymous", ConsoleRole.Editor) { Key = outcome.Caller }
                : throw new ConsoleFault(outcome.Fault.Status, outcome.Fault.Code, outcome.Fault.Message);
        }
        if (proxy.IsOn)
        {
            return proxy.Find(context);
        }
        return context.Request.Cookies[CookieName] is { Length: > 0 } token && sessions.Find(token) is SessionRow session ? VisitorOf(session, token) : null;
    }

    private static bool Equal(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
