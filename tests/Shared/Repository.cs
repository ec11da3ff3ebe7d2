namespace Isobar.Tests;

/// <summary>Finds files of the checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The path of a file or folder, from the root of the repository.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(
        Root ?? throw new InvalidOperationException("The tests run outside the repository: no folder above them holds Isobar.slnx."), relative);

    /// <summary>The root; null where the tests run outside of one.</summary>
    public static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Isobar.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }
        return folder;
    }
}
