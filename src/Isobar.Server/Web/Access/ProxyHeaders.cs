using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Server.Web.Access;

/// <summary>Believes an authenticating proxy who its user is. Off unless the configuration names the header, and then only for connections from where the proxy is.</summary>
internal sealed class ProxyHeaders(ConsoleSettings settings)
{
    private const int LongestName = 200;

    private readonly TrustedProxies _proxies = new(settings.Proxies);

    // Changes of a proxy's user carry a token too: the proxy's own cookie is sent by any page's request.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whether a proxy names the users.</summary>
    public bool IsOn => settings.UserHeader is not null;

    /// <summary>Whom the proxy names; null where it names nobody, or where it is not the proxy that asks.</summary>
    public Visitor? Find(HttpContext context)
    {
        if (settings.UserHeader is not string header || !IsProxy(context.Connection.RemoteIpAddress) || context.Request.Headers[header] is not [{ Length: > 0 and <= LongestName } name])
        {
            return null;
        }
        string? said = settings.RoleHeader is null ? null : context.Request.Headers[settings.RoleHeader].ToString();
        // A role that is not known is no role: the least, not the usual one.
        ConsoleRole role = string.IsNullOrEmpty(said) ? RoleNames.Read(settings.ProxyRole)!.Value : RoleNames.Read(said) ?? ConsoleRole.Viewer;
        return new(name, role) { CsrfToken = Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(name))) };
    }

    private bool IsProxy(IPAddress? address) => address is not null && _proxies.Trusts(IpAddress.From(address));
}
