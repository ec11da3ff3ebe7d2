namespace Isobar.Server.Api;

/// <summary>What went wrong with a request, whatever it is called: operations on monitors and those on tags have different names for it.</summary>
internal enum ErrorShape
{
    /// <summary>A value is not allowed.</summary>
    Validation,

    /// <summary>What is asked for is not there.</summary>
    NotFound,

    /// <summary>What is to be made is there already.</summary>
    Conflict,

    /// <summary>More than a limit allows.</summary>
    LimitExceeded,

    /// <summary>The caller may not do it.</summary>
    AccessDenied,

    /// <summary>The caller asks too often.</summary>
    Throttling,

    /// <summary>A fault of the server.</summary>
    Internal,

    /// <summary>The body is larger than the server reads.</summary>
    TooLarge,

    /// <summary>There is no operation of this method and path.</summary>
    UnknownOperation,
}
