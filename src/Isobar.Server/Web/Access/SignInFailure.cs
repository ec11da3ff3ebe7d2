namespace Isobar.Server.Web.Access;

/// <summary>Why a sign-in by a provider came to nothing. The sign-in page has a sentence for each that says what to do; the address names only which.</summary>
internal enum SignInFailure
{
    /// <summary>The provider does not answer.</summary>
    Unreachable,

    /// <summary>The provider did not let the user in, or they turned back.</summary>
    Refused,

    /// <summary>The provider vouches for them, but they have no role here.</summary>
    NoRole,

    /// <summary>The provider does not tell a name that can be used here.</summary>
    NoName,

    /// <summary>The name is that of another user here.</summary>
    NameTaken,

    /// <summary>An administrator keeps them out.</summary>
    Disabled,

    /// <summary>What came back does not belong to a sign-in that this browser began and this server remembers.</summary>
    Expired,

    /// <summary>Something else, which the log tells.</summary>
    Failed,
}
