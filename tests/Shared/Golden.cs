using System.Runtime.CompilerServices;
using System.Text;

namespace Isobar.Tests;

/// <summary>Compares output with a file beside the tests. `ISOBAR_WRITE_GOLDEN=1` writes the files anew; the difference is then reviewed like code.</summary>
internal static class Golden
{
    public static void Compare(string name, string actual, [CallerFilePath] string here = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("ISOBAR_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        }
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
