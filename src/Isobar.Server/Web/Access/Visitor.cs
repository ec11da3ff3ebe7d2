using Isobar.Server.Api.Access;
using Isobar.Storage.People;

namespace Isobar.Server.Web.Access;

/// <summary>Who makes a request of the console's API.</summary>
/// <param name="Name">The user, or the id of a key.</param>
/// <param name="Role">What they may do.</param>
internal sealed record Visitor(string Name, ConsoleRole Role)
{
    /// <summary>Their session; null for a key, and where a proxy names the user.</summary>
    public SessionRow? Session { get; init; }

    /// <summary>The token that their changes must carry; null for a key.</summary>
    public string? CsrfToken { get; init; }

    /// <summary>Their key; null for a person.</summary>
    public Caller? Key { get; init; }

    /// <summary>Who they are in the audit log.</summary>
    public string Who => Key?.Who ?? Name;

    /// <summary>Whether they are a person with a browser, so that other pages could make it send requests.</summary>
    public bool IsPerson => Key is null;

    /// <summary>Whether they may call an endpoint.</summary>
    public bool May(EndpointAccess access) => access.Role is null
        || (Role >= access.Role && (Key is null || Key.May($"{Api.InternetMonitorApi.SigningName}:{access.Action}")));
}
