using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Isobar.Storage.People;

namespace Isobar.Server.Web.Access;

/// <summary>
/// One-time links that make an administrator of whoever opens them. The server prints one at its start until somebody has taken charge; it lives as long as the process. Whoever has
/// the machine can ask for another one at any time (`isobar access link`); it lies in the store, as a hash, for an hour.
/// </summary>
internal sealed class SetupLink(PeopleStore people, TimeProvider time)
{
    /// <summary>How long a link that was asked for works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly string _token = NewToken();
    private readonly Lock _using = new();
    private bool _isUsed;

    /// <summary>Whether a link was asked for that still works.</summary>
    public bool IsOffered => people.LinkEnd() > Now();

    /// <summary>The address of the server's own link.</summary>
    /// <param name="server">Address of the server.</param>
    public Uri AddressOn(Uri server) => Address(server, _token);

    /// <summary>Makes a link that works though there are users; one that was made before is worth nothing from then on.</summary>
    /// <param name="people">The users of the server, which may be running.</param>
    /// <param name="server">Address of the server.</param>
    /// <param name="time">The clock.</param>
    public static (Uri Link, DateTimeOffset End) Offer(PeopleStore people, Uri server, TimeProvider time)
    {
        string token = NewToken();
        DateTimeOffset end = time.GetUtcNow() + Lifetime;
        people.OfferLink(HashOf(token), end.ToUnixTimeSeconds());
        return (Address(server, token), end);
    }

    /// <summary>Whether a token is that of a link that was asked for and still works.</summary>
    public bool IsOffer(string? token) => token is not null && people.IsLink(HashOf(token), Now());

    /// <summary>Takes such a link back: who gets true may use it, nobody else.</summary>
    public bool Take(string? token) => token is not null && people.TakeLink(HashOf(token), Now());

    /// <summary>Lets somebody in by the server's own link, once.</summary>
    /// <exception cref="ConsoleFault">The token is wrong, or was used.</exception>
    public void Use(string? token, Action work)
    {
        lock (_using)
        {
            if (_isUsed || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_token), Encoding.UTF8.GetBytes(token ?? "")))
            {
                throw Worthless();
            }
            work();
            _isUsed = true;
        }
    }

    /// <summary>What is told of a link that lets nobody in.</summary>
    public static ConsoleFault Worthless() => ConsoleFault.NotAllowed("This link was used already, is too old, or is not one of this server.");

    /// <summary>The token stands behind the number sign, which browsers send nowhere.</summary>
    private static Uri Address(Uri server, string token) => new(server, $"/welcome#{token}");

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
