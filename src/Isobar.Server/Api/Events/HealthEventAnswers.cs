using System.Collections.Concurrent;
using System.Text.Json;
using Isobar.Core.Events;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Events;

/// <summary>
/// Health events as the API answers them, written. What is written follows from the stored document alone, and a page that is polled holds the same documents again and again:
/// reading and writing 25 of them took 2 ms of processor time a request, more than all else together.
/// </summary>
internal sealed class HealthEventAnswers
{
    /// <summary>Documents that are remembered: some megabytes. One that is too many forgets all, which costs those that are polled one more time.</summary>
    private const int Limit = 1000;

    private readonly ConcurrentDictionary<(string Document, string MonitorArn, bool WithEvidence), byte[]> _written = [];

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
        HealthEventWire wire = HealthEventMapping.Of(EventDocument.ReadHealthEvent(document), monitor, withEvidence);
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(wire, WireJson.Default.HealthEventWire);
        if (_written.Count >= Limit)
        {
            _written.Clear();
        }
        _written[key] = written;
        return written;
    }
}
