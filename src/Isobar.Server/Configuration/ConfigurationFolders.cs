namespace Isobar.Server.Configuration;

/// <summary>Turns the folders and globs of the file into absolute ones.</summary>
internal static class ConfigurationFolders
{
    /// <summary>An absolute path: `~/` is the user's home, all else that is relative starts at the folder of the file.</summary>
    public static string Absolute(string path, string baseFolder, IReadOnlyDictionary<string, string> environment)
    {
        bool atHome = path.StartsWith("~/", StringComparison.Ordinal);
        string full = atHome && environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, path[2..]) : path;
        return Path.GetFullPath(full, baseFolder);
    }
}
