namespace Isobar.Server.Web.Access;

/// <summary>What somebody may do in the console, the least first: each role may do all that the ones before it may.</summary>
internal enum ConsoleRole
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Changes monitors, alarms, annotations, maintenance windows, and marks events.</summary>
    Editor,

    /// <summary>Manages users, keys and sessions too.</summary>
    Admin,
}
