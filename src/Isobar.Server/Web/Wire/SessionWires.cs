namespace Isobar.Server.Web.Wire;

/// <summary>Who is signed in, and what server this is.</summary>
internal sealed record SessionAnswer
{
    public required ProductWire Product { get; init; }

    public required long Now { get; init; }

    public required string Region { get; init; }

    public required string Account { get; init; }

    public DemoWire? Demo { get; init; }

    public required int WindowSeconds { get; init; }

    public required string SignIn { get; init; }

    public ProviderWire? Provider { get; init; }

    public required SetupWire Setup { get; init; }

    public CurrentUserWire? User { get; init; }
}

/// <summary>The program.</summary>
internal sealed record ProductWire(string Name, string Version);

/// <summary>The demo that is played.</summary>
internal sealed record DemoWire(double Speed, long StartedAt);

/// <summary>The OpenID provider that people may sign in with.</summary>
internal sealed record ProviderWire(string Name);

/// <summary>Whether there is no user yet.</summary>
internal sealed record SetupWire(bool IsNeeded, bool IsPasswordOptional, bool HasLink);

/// <summary>Who is signed in.</summary>
internal sealed record CurrentUserWire(string Name, string Role, string CsrfToken, string? SessionId, long? ExpiresAt, bool HasPassword, bool IsOfProvider);

/// <summary>Signs in.</summary>
internal sealed record SignInRequest(string? Name, string? Password);

/// <summary>Signed out; where to sign out of the provider too, if it has a page for that.</summary>
internal sealed record SignedOutAnswer(string? ProviderSignOut);

/// <summary>Makes the first user.</summary>
internal sealed record SetupRequest(string? Token, string? Name, string? Password);

/// <summary>Changes one's own password.</summary>
internal sealed record PasswordRequest(string? Current, string? New);

/// <summary>Sessions.</summary>
internal sealed record SessionsAnswer(IReadOnlyList<SessionWire> Sessions);

/// <summary>A session.</summary>
internal sealed record SessionWire(string Id, string User, long CreatedAt, long LastSeenAt, long ExpiresAt, string Address, string UserAgent, bool IsCurrent);

/// <summary>Users.</summary>
internal sealed record UsersAnswer(IReadOnlyList<UserWire> Users);

/// <summary>A user.</summary>
internal sealed record UserWire(string Name, string Role, long CreatedAt, long? LastSignInAt, bool IsDisabled, long? LockedUntil, bool HasPassword, string? Provider);

/// <summary>Adds a user.</summary>
internal sealed record CreateUserRequest(string? Name, string? Role, string? Password);

/// <summary>Changes a user; what is absent stays.</summary>
internal sealed record UpdateUserRequest(string? Role, string? Password, bool? IsDisabled);

/// <summary>Access keys.</summary>
internal sealed record KeysAnswer(IReadOnlyList<KeyWire> Keys);

/// <summary>An access key.</summary>
internal sealed record KeyWire(string Id, string Name, string Account, string Policy, long CreatedAt);

/// <summary>A new access key; its secret is told this once.</summary>
internal sealed record NewKeyWire(string Id, string Name, string Account, string Policy, long CreatedAt, string Secret);

/// <summary>Makes an access key.</summary>
internal sealed record CreateKeyRequest(string? Name, string? Policy);

/// <summary>Changes that were made.</summary>
internal sealed record AuditAnswer(IReadOnlyList<AuditWire> Entries, string? Next);

/// <summary>A change.</summary>
internal sealed record AuditWire(long Id, long At, string User, string Address, string Action, string Target, string Outcome, string Detail);
