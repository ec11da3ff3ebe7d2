using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Identity;

namespace Isobar.Server.Web.Access;

/// <summary>Adds users, checks their passwords, and locks names that are guessed at.</summary>
/// <param name="people">Users and sessions.</param>
/// <param name="time">The clock.</param>
/// <param name="provider">The provider that vouches for others; null for none.</param>
internal sealed partial class UserDesk(PeopleStore people, TimeProvider time, OpenIdSettings? provider = null)
{
    /// <summary>Code of the error where nobody is let in.</summary>
    public const string WrongPassword = "WrongPassword";

    /// <summary>Wrong passwords in a row that are let pass.</summary>
    public const int FreeFailures = 5;

    private const int ShortestPassword = 10, LongestPassword = 200;
    private const long FirstLockSeconds = 30, LongestLockSeconds = 900;

    private readonly PasswordHasher<string> _hasher = new();

    // One password is hashed at a time: many attempts at once must not get past the count, nor take all cores.
    private readonly Lock _checking = new();
    private readonly string _nobodysHash = new PasswordHasher<string>().HashPassword("", Guid.NewGuid().ToString());

    /// <summary>Whether somebody has taken charge: a user of this server, or an administrator whom the provider lets in. Before, the one-time link is what lets the first user in.</summary>
    public bool IsInCharge => people.Users().Any(user => user.Provider is null || (MaySignIn(user) && user.Role == RoleNames.Of(ConsoleRole.Admin)));

    /// <summary>Whether somebody is let in: they are not kept out, and the provider that vouched for them still is the one of the configuration.</summary>
    public bool MaySignIn(UserRow user) => !user.IsDisabled && (user.Provider is null || user.Provider == provider?.Provider);

    /// <summary>Adds a user.</summary>
    /// <exception cref="ConsoleFault">The name is taken, or something is not allowed.</exception>
    public UserRow Add(string? name, ConsoleRole role, string? password, bool needsPassword = true)
    {
        CheckName(name);
        string? hash = password is null && !needsPassword ? null : Hash(name, password, "password");
        UserRow row = new(name, RoleNames.Of(role), hash, Now(), null, false, 0, null);
        return people.AddUser(row) ? row : throw ConsoleFault.Conflict($"There is a user {name} already.", "name");
    }

    /// <summary>Makes an administrator of somebody whom a link allows it: a new user, or one of this server's, who gets a new password and whose sessions end.</summary>
    /// <param name="name">The name they have, or will have.</param>
    /// <param name="password">The password they will have.</param>
    /// <param name="take">Takes the link back, once all else is right; false where another was faster.</param>
    /// <exception cref="ConsoleFault">The name is a provider's user's, or something is not allowed.</exception>
    public UserRow TakeCharge(string? name, string? password, Func<bool> take)
    {
        CheckName(name);
        if (people.FindUser(name)?.Provider is string other)
        {
            throw ConsoleFault.Conflict($"{name} signs in by {other}, and has no password here. Choose another name.", "name");
        }
        string hash = Hash(name, password, "password");
        if (!take())
        {
            throw SetupLink.Worthless();
        }
        UserRow user = new(name, RoleNames.Of(ConsoleRole.Admin), hash, Now(), null, false, 0, null);
        if (!people.AddUser(user))
        {
            people.ChangeUser(name, (known, _) => user with { CreatedAt = known.CreatedAt, LastSignIn = known.LastSignIn });
            people.RemoveSessionsOf(name, null);
        }
        return user;
    }

    /// <summary>The hash of a new password.</summary>
    /// <exception cref="ConsoleFault">It is too short or too long.</exception>
    public string Hash(string name, string? password, string field) => password is { Length: >= ShortestPassword and <= LongestPassword }
        ? _hasher.HashPassword(name, password)
        : throw ConsoleFault.Invalid(field, $"A password of {ShortestPassword} to {LongestPassword} characters is expected.");

    /// <summary>The user of a name and password.</summary>
    /// <exception cref="ConsoleFault">There is none, the password is wrong, or the name is locked.</exception>
    public UserRow Check(string? name, string? password)
    {
        lock (_checking)
        {
            long now = Now();
            UserRow? user = name is null ? null : people.FindUser(name);
            if (user?.LockedUntil is long until && until > now)
            {
                throw new ConsoleFault(
                    StatusCodes.Status429TooManyRequests, "TooManyRequests", $"Too many wrong passwords. Try again in {until - now} s.") { RetryAfterSeconds = (int)(until - now) };
            }
            // A name that does not exist takes as long as one that does.
            bool isRight = _hasher.VerifyHashedPassword(name ?? "", user?.PasswordHash ?? _nobodysHash, password ?? "") != PasswordVerificationResult.Failed
                && user is { PasswordHash: not null };
            if (user is null || !isRight || user.IsDisabled)
            {
                // Users of a provider have no password that could be guessed.
                if (user is { Provider: null } && !isRight)
                {
                    people.ChangeUser(user.Name, (known, _) => Failed(known, now));
                }
                throw new ConsoleFault(StatusCodes.Status401Unauthorized, WrongPassword, "Name or password is wrong.");
            }
            people.ChangeUser(user.Name, (known, _) => known with { Failures = 0, LockedUntil = null, LastSignIn = now });
            return user;
        }
    }

    /// <summary>The user whom the provider has signed in, made or brought up to date; or why they are not let in.</summary>
    /// <param name="subject">What the provider calls them for ever.</param>
    /// <param name="name">What it says they are called now; somebody who is known keeps the name they came with.</param>
    /// <param name="role">What it says they may do; null for nothing.</param>
    public (UserRow? User, SignInFailure? Failure) Welcome(string subject, string? name, ConsoleRole? role)
    {
        string from = provider!.Provider;
        if (people.FindUserOf(from, subject) is not UserRow known)
        {
            if (role is null)
            {
                return (null, SignInFailure.NoRole);
            }
            if (name is null || !ProviderName().IsMatch(name))
            {
                return (null, SignInFailure.NoName);
            }
            UserRow row = new(name, RoleNames.Of(role.Value), null, Now(), Now(), false, 0, null, from, subject);
            if (people.AddUser(row))
            {
                return (row, null);
            }
            // The name is somebody else's, who is not taken over; or the same person came in by two windows at once.
            if (people.FindUserOf(from, subject) is not UserRow twin)
            {
                return (null, SignInFailure.NameTaken);
            }
            known = twin;
        }
        if (role is null)
        {
            // Whoever lost their role at the provider loses it here, also where they are signed in.
            people.ChangeUser(known.Name, (user, _) => user with { Role = RoleNames.Of(ConsoleRole.Viewer) });
            people.RemoveSessionsOf(known.Name, null);
            return (known, SignInFailure.NoRole);
        }
        if (known.IsDisabled)
        {
            return (known, SignInFailure.Disabled);
        }
        people.ChangeUser(known.Name, (user, _) => user with { Role = RoleNames.Of(role.Value), LastSignIn = Now() });
        return (known with { Role = RoleNames.Of(role.Value) }, null);
    }

    /// <summary>How long a name is locked after so many wrong passwords in a row, seconds; 0 for not at all.</summary>
    internal static long LockAfter(int failures) => failures < FreeFailures ? 0 : Math.Min(LongestLockSeconds, FirstLockSeconds << Math.Min(failures - FreeFailures, 10));

    private static void CheckName([NotNull] string? name)
    {
        if (name is null || !UserName().IsMatch(name))
        {
            throw ConsoleFault.Invalid("name", "A name of 1 to 64 letters, digits and . _ @ - is expected.");
        }
    }

    private static UserRow Failed(UserRow user, long now)
    {
        int failures = user.Failures + 1;
        long seconds = LockAfter(failures);
        return user with { Failures = failures, LockedUntil = seconds > 0 ? now + seconds : null };
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    [GeneratedRegex("^[A-Za-z0-9._@-]{1,64}\\z")]
    private static partial Regex UserName();

    /// <summary>Providers have names of all scripts; what stands in the path of an address must be one part of it.</summary>
    [GeneratedRegex("^(?![\\s.])[^\\p{C}/\\\\]{1,200}(?<!\\s)\\z")]
    private static partial Regex ProviderName();
}
