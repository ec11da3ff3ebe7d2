namespace Isobar.Server.Web.Access;

/// <summary>Where to go after signing in. Only pages of this server: an address that leads elsewhere would make the sign-in page a lure.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The path, with what follows it, if it is one of this server; else the start page.</summary>
    public static string Of(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>
    /// Browsers take `//host` and `/\host` for other servers, and drop tabs and line ends before they look; what is not printable ASCII they write percent-encoded. What lies below
    /// /api is no page.
    /// </summary>
    private static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/', ..] && path.Length <= Longest && path.All(c => c is > ' ' and < '\x7f' and not '\\')
        && !new PathString(path.Split('?', '#')[0]).StartsWithSegments(ConsoleRoutes.Prefix);
}
