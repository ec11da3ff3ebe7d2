namespace Isobar.Server.Api.Access;

/// <summary>Why a request is not let in.</summary>
internal enum AccessFaultKind
{
    /// <summary>It carries no signature.</summary>
    MissingToken,

    /// <summary>Its signature lacks a part, or a part cannot be read.</summary>
    IncompleteSignature,

    /// <summary>There is no key of this id, or it names a session token, which no key of ours has.</summary>
    UnknownKey,

    /// <summary>The signature is another one than the key makes of this request.</summary>
    WrongSignature,

    /// <summary>Signed too long ago, or in the future.</summary>
    Expired,

    /// <summary>The key's policy does not allow the action, or the request comes from a web page.</summary>
    AccessDenied,

    /// <summary>The key makes more requests than it may.</summary>
    Throttled,
}
