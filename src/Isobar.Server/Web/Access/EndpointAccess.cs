namespace Isobar.Server.Web.Access;

/// <summary>Who may call an endpoint: part of the endpoint itself, so that none is without.</summary>
/// <param name="Action">The endpoint's name, which is its action among policies of keys.</param>
/// <param name="Role">The least role; null for anybody, signed in or not.</param>
/// <param name="IsChange">Whether it changes something: it then needs proof that the console sent it, and is recorded.</param>
internal sealed record EndpointAccess(string Action, ConsoleRole? Role, bool IsChange);
