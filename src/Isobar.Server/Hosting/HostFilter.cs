using System.Net;

namespace Isobar.Server.Hosting;

/// <summary>
/// Which names a request may call this server by. A page of a stranger can let its own name resolve to 127.0.0.1 and so read what is served here (DNS rebinding); its
/// browser then sends the stranger's name, which is refused. An address is no name that somebody else could rebind.
/// </summary>
/// <param name="listen">Where the server listens.</param>
/// <param name="names">The names under which it is reachable besides loopback.</param>
internal sealed class HostFilter(IPEndPoint listen, IReadOnlyList<string> names)
{
    /// <summary>Whether a Host header, its port taken off, is one of ours.</summary>
    public bool Accepts(string host)
    {
        string name = host.TrimEnd('.');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }
        bool listensEverywhere = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any);
        return IPAddress.TryParse(name.Trim('[', ']'), out IPAddress? address)
            && (IPAddress.IsLoopback(address) || listensEverywhere || address.Equals(listen.Address));
    }
}
