namespace Isobar.Server.Configuration;

/// <summary>A file that holds a secret and nothing else, as container platforms and service managers hand them over.</summary>
internal static class SecretFile
{
    private const int MaximumBytes = 64 * 1024;

    /// <summary>The secret, without the line ends that editors add.</summary>
    /// <exception cref="IOException">The file cannot be read, or is no secret.</exception>
    public static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaximumBytes ? throw new IOException("it is too long for a secret") : File.ReadAllText(path).Trim('\r', '\n');
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }
}
