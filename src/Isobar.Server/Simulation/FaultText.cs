using System.Globalization;
using Isobar.Server.Replay;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>Faults in words: as a scenario names them, with the names of networks beside their numbers.</summary>
internal sealed class FaultText(SimulatedWorld world)
{
    private readonly IReadOnlyDictionary<uint, string> _names = WorldAtlas.NetworkNamesOf(world);

    /// <summary>The element, such as `network 65003 (Vostrel Fibre)`.</summary>
    public string ElementOf(FaultElement element) => element.Kind switch
    {
        FaultElementKind.ClientAsn => $"network {Number(element.Asn)} ({_names.GetValueOrDefault(element.Asn)})",
        FaultElementKind.TransitAs => $"transit network {Number(element.Asn)} ({_names.GetValueOrDefault(element.Asn)})",
        FaultElementKind.Pair => PairOf(element),
        FaultElementKind.City => $"city {element.City}, {element.CountryCode}",
        _ => element.ToString(),
    };

    /// <summary>What happens, such as `fails on the way, 80 % of its traffic`.</summary>
    public static string EffectOf(FaultSpec spec)
    {
        string share = ReportText.Percent(spec.Share), delay = ReportText.Millis(spec.DelayMicros) + " ms";
        return spec.Kind switch
        {
            FaultKind.Fail => $"{share} fails on the way",
            FaultKind.Vanish => $"{share} does not arrive",
            FaultKind.RttAdd => $"{share} is {delay} slower",
            FaultKind.RttMultiply => string.Create(CultureInfo.InvariantCulture, $"{share} takes {spec.Factor:0.##} times as long"),
            FaultKind.Partial => $"{share} loses packets: half of it fails, half is {delay} slower",
            FaultKind.ServiceFail => $"{share} is failed by the service",
            _ => $"{share} is answered {delay} later by the service",
        };
    }

    /// <summary>The kind as scenarios write it.</summary>
    public static string KindOf(FaultSpec spec) => Scenario.NameOf(spec.Kind);

    private string PairOf(FaultElement element)
    {
        SimulatedPair pair = world.Pairs.First(pair => pair.CityNetwork.Id == element.CityNetwork && pair.ServiceLocation == element.Location);
        return $"{pair.CityNetwork.NetworkName} in {pair.CityNetwork.City} at {pair.ServiceLocation}";
    }

    private static string Number(uint asn) => "AS" + asn.ToString(CultureInfo.InvariantCulture);
}
