using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Isobar.Server.Api.Access;

/// <summary>
/// Encrypts the secrets of keys at rest (ASP.NET Data Protection, its key ring in the data folder, readable by the owner only): a copy of the control store alone
/// gives none away.
/// </summary>
internal sealed class SecretProtector
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _ring;
    private volatile IDataProtector _protector;

    /// <summary>Opens the key ring of a data folder; its first key is made with the first secret.</summary>
    public SecretProtector(string dataFolder)
    {
        _ring = new DirectoryInfo(Path.Combine(dataFolder, "key-ring"));
        if (OperatingSystem.IsWindows())
        {
            _ring.Create();
        }
        else
        {
            Directory.CreateDirectory(_ring.FullName, OwnerFolder);
        }
        _protector = Create();
    }

    /// <summary>The encrypted form of a secret.</summary>
    public string Protect(string secret)
    {
        string text = _protector.Protect(secret);
        if (!OperatingSystem.IsWindows())
        {
            foreach (FileInfo file in _ring.EnumerateFiles())
            {
                file.UnixFileMode = OwnerFile;
            }
        }
        return text;
    }

    /// <summary>The secret; null when the key ring that made it is not there any more.</summary>
    public string? Unprotect(string text)
    {
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            // Another process may have begun a new ring since: the first key of a folder is often made beside a running server.
            _protector = Create();
        }
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Create() =>
        DataProtectionProvider.Create(_ring, builder => builder.SetApplicationName("isobar")).CreateProtector("isobar.access-keys.v1");
}
