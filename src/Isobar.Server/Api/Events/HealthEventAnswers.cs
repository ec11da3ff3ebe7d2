using System.Collections.Concurrent;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Events;

/// <summary>
/// Health events as the API answers them, written. What is written follows from the stored document and from whom was seen lately when it was first asked for, and a page that is polled holds the same
/// documents again and again: reading and writing 25 of them took 2 ms of processor time a request, more than all else together.
/// </summary>
/// <param name="prefixesOf">The prefixes of the clients of a place; null where none are known.</param>
internal sealed class HealthEventAnswers(Func<CityNetworkId, ClientPrefixes?> prefixesOf)
{
    /// <summary>Documents that are remembered: some megabytes. One that is too many forgets all, which costs those that are polled one more time.</summary>
    private const int Limit = 1000;

    private readonly ConcurrentDictionary<(string Document, string MonitorArn, bool WithEvidence), byte[]> _written = [];

    /// <summary>The event of a stored document, with the prefixes of those who were seen lately where it is hit.</summary>
    public HealthEvent Read(string document) => ClientPrefixes.AddTo(EventDocument.ReadHealthEvent(document), location => prefixesOf(location.CityNetwork));

    /// <summary>An event as JSON.</summary>
    /// <param name="document">The stored document.</param>
    /// <param name="monitor">Its monitor.</param>
    /// <param name="withEvidence">Whether the extensions are asked for.</param>
    public ReadOnlyMemory<byte> Of(string document, MonitorRecord monitor, bool withEvidence)
    {
        (string, string, bool) key = (document, monitor.Arn, withEvidence);
        if (_written.TryGetValue(key, out byte[]? known))
        {
            return known;
        }
        HealthEventWire wire = HealthEventMapping.Of(Read(document), monitor, withEvidence);
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(wire, WireJson.Default.HealthEventWire);
        if (_written.Count >= Limit)
        {
            _written.Clear();
        }
        _written[key] = written;
        return written;
    }
}
