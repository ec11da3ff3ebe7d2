namespace Isobar.Server.Web.Access;

/// <summary>Roles as they are written.</summary>
internal static class RoleNames
{
    /// <summary>All of them, the least first.</summary>
    public static readonly string[] All = ["viewer", "editor", "admin"];

    /// <summary>The name of a role.</summary>
    public static string Of(ConsoleRole role) => All[(int)role];

    /// <summary>The role of a name; null where there is none.</summary>
    public static ConsoleRole? Read(string? name) => Array.IndexOf(All, name) is >= 0 and int index ? (ConsoleRole)index : null;
}
