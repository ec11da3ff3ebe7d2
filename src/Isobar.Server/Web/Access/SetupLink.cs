using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Isobar.Server.Web.Access;

/// <summary>The one-time link that lets the first user in. It lives as long as the process, and is worth nothing once there is a user.</summary>
internal sealed class SetupLink
{
    private readonly byte[] _token = RandomNumberGenerator.GetBytes(24);
    private bool _isUsed;

    /// <summary>The address to open. The token stands behind the number sign, which browsers send nowhere.</summary>
    /// <param name="server">Address of the server.</param>
    public Uri AddressOn(Uri server) => new(server, $"/welcome#{Base64Url.EncodeToString(_token)}");

    /// <summary>Lets somebody in, once.</summary>
    /// <exception cref="ConsoleFault">The token is wrong, or was used.</exception>
    public void Use(string? token, Action work)
    {
        lock (_token)
        {
            byte[] expected = Encoding.UTF8.GetBytes(Base64Url.EncodeToString(_token));
            if (_isUsed || !CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(token ?? "")))
            {
                throw ConsoleFault.NotAllowed("This link was used already, or is not the one that the server printed at its start.");
            }
            work();
            _isUsed = true;
        }
    }
}
