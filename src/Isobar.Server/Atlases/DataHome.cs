using Isobar.Server.Configuration;

namespace Isobar.Server.Atlases;

/// <summary>
/// The user's folder: `ISOBAR_HOME`, else `$XDG_DATA_HOME/isobar`, else `~/.local/share/isobar` (XDG Base Directory Specification). Geo data lies in its `atlas` folder,
/// the stores in its `data` folder unless a configuration or the command line says otherwise.
/// </summary>
public static class DataHome
{
    /// <summary>The folder for this process's environment; it need not exist yet.</summary>
    public static string Find() => Find(ConfigurationInputs.OfProcess().Variable);

    /// <summary>The folder of the stores for given environment variables.</summary>
    public static string FindStores(Func<string, string?> variable) => Path.Combine(Find(variable), "data");

    /// <summary>The folder for given environment variables.</summary>
    internal static string Find(Func<string, string?> variable)
    {
        if (variable("ISOBAR_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(home);
        }
        // The specification says that a relative XDG_DATA_HOME is to be ignored.
        if (variable("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathFullyQualified(data))
        {
            return Path.Combine(data, "isobar");
        }
        string user = variable("HOME") is { Length: > 0 } set ? set : Path.GetTempPath();
        return Path.Combine(user, ".local", "share", "isobar");
    }
}
