using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Simulator.Worlds;

/// <summary>A world's addresses as the two range files that an <see cref="AtlasBuilder"/> takes: places, and networks.</summary>
public static class WorldAtlas
{
    /// <summary>What the atlas of a world says of itself.</summary>
    public static AtlasEdition Edition { get; } = new("simulated", "Invented networks in real cities; no real provider is meant.");

    /// <summary>Compiles the atlas of a world.</summary>
    /// <returns>The file, for <see cref="CityNetworkAtlas.Open"/>.</returns>
    public static byte[] Build(SimulatedWorld world)
    {
        AtlasBuilder builder = new();
        builder.AddCity("simulated-cities.csv", Cities(world));
        builder.AddAsn("simulated-networks.csv", Networks(world));
        return builder.Build(Edition);
    }

    /// <summary>The place of each block of addresses, as a range CSV with a header.</summary>
    public static byte[] Cities(SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        StringBuilder csv = new("start,end,country_code,country_name,subdivision,city,latitude,longitude\n");
        for (int i = 0; i < world.CityNetworks.Length; i++)
        {
            CityNetwork network = world.CityNetworks[i];
            string place = string.Create(CultureInfo.InvariantCulture,
                $"{network.CountryCode},\"{network.Country}\",\"{network.Subdivision}\",\"{network.City}\",{network.Latitude},{network.Longitude}");
            Append(csv, world.Addresses.BlockOf(i, isIPv6: false), place);
            Append(csv, world.Addresses.BlockOf(i, isIPv6: true), place);
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>The network of each block of addresses, those of the service and of transit networks included, as a range CSV with a header.</summary>
    public static byte[] Networks(SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        StringBuilder csv = new("start,end,asn,as_name\n");
        for (int i = 0; i < world.CityNetworks.Length; i++)
        {
            string network = Network(world.CityNetworks[i].Asn, world.CityNetworks[i].NetworkName);
            Append(csv, world.Addresses.BlockOf(i, isIPv6: false), network);
            Append(csv, world.Addresses.BlockOf(i, isIPv6: true), network);
        }
        for (int location = 0; location < world.Locations.Length; location++)
        {
            Append(csv, AddressPlan.ServiceBlock(location), Network(NetworkNames.ServiceAsn, NetworkNames.Service));
        }
        foreach (uint transit in TransitsOf(world))
        {
            int number = (int)(transit - NetworkNames.TransitAsn(0));
            Append(csv, AddressPlan.TransitBlock(number), Network(transit, NetworkNames.TransitOf(number)));
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>The AS number of the network that the service is in.</summary>
    public static uint ServiceAsn => NetworkNames.ServiceAsn;

    /// <summary>The names of all networks by AS number: those of clients, of transit, and of the service.</summary>
    public static IReadOnlyDictionary<uint, string> NetworkNamesOf(SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        Dictionary<uint, string> names = new() { [NetworkNames.ServiceAsn] = NetworkNames.Service };
        foreach (uint transit in TransitsOf(world))
        {
            names[transit] = NetworkNames.TransitOf((int)(transit - NetworkNames.TransitAsn(0)));
        }
        foreach (CityNetwork network in world.CityNetworks)
        {
            names[network.Asn] = network.NetworkName;
        }
        return names;
    }

    private static IEnumerable<uint> TransitsOf(SimulatedWorld world) =>
        world.Pairs.SelectMany(pair => pair.AsPaths).SelectMany(path => path.Transit.ToArray()).Distinct().Order();

    private static string Network(uint asn, string name) => string.Create(CultureInfo.InvariantCulture, $"{asn},\"{name}\"");

    private static void Append(StringBuilder csv, (IpAddress First, IpAddress Last) block, string facts) =>
        csv.Append(block.First).Append(',').Append(block.Last).Append(',').Append(facts).Append('\n');
}
