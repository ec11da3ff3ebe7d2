using System.Collections.Frozen;

namespace Isobar.Core.Atlas;

/// <summary>
/// Networks of delivery networks and reverse proxies. A log whose clients are mostly in them has logged the proxy's address in place of the client's.
/// </summary>
/// <remarks>
/// Each number was checked against the names in the default ASN table (June 2026). Numbers that have changed hands are left out (StackPath's were sold when it
/// closed in 2024). Amazon, Google and Microsoft are marked <see cref="ProxyKind.Cloud"/>, since CloudFront and the like share their AS numbers with
/// customers' machines.
/// </remarks>
public static class ProxyNetworks
{
    private static readonly FrozenDictionary<uint, ProxyNetwork> s_networks = Delivery("Cloudflare", 13335, 209242, 203898, 132892, 395747)
        .Concat(Delivery("Akamai", 12222, 16625, 17204, 18680, 18717, 20940, 21342, 24319, 31108, 32787, 33047, 33905, 34164, 35204, 35994, 36183, 43639, 49846, 55770, 393234, 393560))
        .Concat(Delivery("Fastly", 54113))
        .Concat(Delivery("Imperva", 19551, 62571))
        .Concat(Delivery("Sucuri", 30148))
        .Concat(Delivery("Edgio", 14210, 15133, 22822, 23059, 26506, 37277, 38622, 55429))
        .Concat(Delivery("CDN77", 60068, 212238))
        .Concat(Delivery("bunny.net", 200325))
        .Concat(Delivery("Gcore", 199524))
        .Concat(Delivery("CacheFly", 30081))
        .Concat(Delivery("CDNetworks", 36408, 38107))
        .Concat(Delivery("Qrator", 200449))
        .Concat(Delivery("DDoS-Guard", 57724))
        .Append(new ProxyNetwork(16509, "Amazon (CloudFront among others)", ProxyKind.Cloud))
        .Append(new ProxyNetwork(14618, "Amazon", ProxyKind.Cloud))
        .Append(new ProxyNetwork(15169, "Google (front end among others)", ProxyKind.Cloud))
        .Append(new ProxyNetwork(396982, "Google Cloud", ProxyKind.Cloud))
        .Append(new ProxyNetwork(8075, "Microsoft (Azure Front Door among others)", ProxyKind.Cloud))
        .ToFrozenDictionary(static network => network.Asn);

    /// <summary>All networks of the table.</summary>
    public static IReadOnlyCollection<ProxyNetwork> All => s_networks.Values;

    /// <summary>The entry for an AS number, or null when it is not in the table.</summary>
    public static ProxyNetwork? Find(uint asn) => s_networks.GetValueOrDefault(asn);

    private static IEnumerable<ProxyNetwork> Delivery(string name, params uint[] numbers) =>
        numbers.Select(asn => new ProxyNetwork(asn, name, ProxyKind.ContentDelivery));
}
