namespace Isobar.Server.Web;

/// <summary>A request that ends with an error of the console's API; its message is for the caller.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">What programs go by.</param>
/// <param name="message">What people read.</param>
/// <param name="member">The member at fault; null where none is.</param>
internal sealed class ConsoleFault(int status, string code, string message, string? member = null) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>What programs go by.</summary>
    public string Code => code;

    /// <summary>The member at fault; null where none is.</summary>
    public string? Field => member;

    /// <summary>How long to wait before another attempt; null where that would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>A value that is not allowed.</summary>
    public static ConsoleFault Invalid(string? member, string message) => new(StatusCodes.Status400BadRequest, "Validation", message, member);

    /// <summary>A thing that is not there.</summary>
    public static ConsoleFault Missing(string what, string name) => new(StatusCodes.Status404NotFound, "NotFound", $"There is no {what} {name}.");

    /// <summary>A thing that is there already, or that something else stands in the way of.</summary>
    public static ConsoleFault Conflict(string message, string? member = null) => new(StatusCodes.Status409Conflict, "Conflict", message, member);

    /// <summary>Somebody must sign in first.</summary>
    public static ConsoleFault SignInNeeded(string message = "Sign in first.") => new(StatusCodes.Status401Unauthorized, "SignInNeeded", message);

    /// <summary>Somebody may not do this.</summary>
    public static ConsoleFault NotAllowed(string message) => new(StatusCodes.Status403Forbidden, "NotAllowed", message);
}
