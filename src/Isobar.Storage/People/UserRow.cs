namespace Isobar.Storage.People;

/// <summary>Somebody who may sign in. Times are Unix seconds.</summary>
/// <param name="Name">The name they sign in by.</param>
/// <param name="Role">What they may do.</param>
/// <param name="PasswordHash">Their password, hashed; null for somebody without.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="LastSignIn">When they last signed in; null before the first time.</param>
/// <param name="IsDisabled">Whether they are kept out.</param>
/// <param name="Failures">Wrong passwords in a row.</param>
/// <param name="LockedUntil">Until when no password is tried; null where the name is not locked.</param>
/// <param name="Provider">The OpenID provider that knows them, by its address; null for a user of this server.</param>
/// <param name="Subject">What that provider calls them, which no other of its users ever is; null for a user of this server.</param>
public sealed record UserRow(
    string Name, string Role, string? PasswordHash, long CreatedAt, long? LastSignIn, bool IsDisabled, int Failures, long? LockedUntil, string? Provider = null, string? Subject = null);
