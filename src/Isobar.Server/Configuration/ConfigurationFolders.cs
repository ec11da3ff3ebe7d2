namespace Isobar.Server.Configuration;

/// <summary>Turns the folders and globs of the file into absolute ones.</summary>
internal static class ConfigurationFolders
{
    private const string Product = "isobar";

    /// <summary>An absolute path: `~/` is the user's home, all else that is relative starts at the folder of the file.</summary>
    public static string Absolute(string path, string baseFolder, IReadOnlyDictionary<string, string> environment)
    {
        bool atHome = path.StartsWith("~/", StringComparison.Ordinal);
        string full = atHome && environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, path[2..]) : path;
        return Path.GetFullPath(full, baseFolder);
    }

    /// <summary>The default data folder (XDG Base Directory Specification); beside the file where there is no home.</summary>
    public static string DefaultData(string baseFolder, IReadOnlyDictionary<string, string> environment)
    {
        // The specification says to ignore a relative XDG_DATA_HOME.
        if (environment.GetValueOrDefault("XDG_DATA_HOME") is string dataHome && Path.IsPathRooted(dataHome))
        {
            return Path.Combine(dataHome, Product);
        }
        return environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "share", Product) : Path.Combine(baseFolder, "isobar-data");
    }
}
