using System.Collections.Immutable;
using System.Text.Json;
using Isobar.Core.Attribution;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Events as JSON documents: what the store keeps of them.</summary>
public static class EventDocument
{
    /// <summary>Writes a health event.</summary>
    public static string Write(HealthEvent healthEvent) => JsonSerializer.Serialize(healthEvent, EventJson.Default.HealthEvent);

    /// <summary>Reads a written health event.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static HealthEvent ReadHealthEvent(string document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, EventJson.Default.HealthEvent) ?? throw new FormatException("The stored health event is empty.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The stored health event cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Writes an internet event.</summary>
    public static string Write(InternetEvent internetEvent) => JsonSerializer.Serialize(internetEvent, EventJson.Default.InternetEvent);

    /// <summary>Reads a written internet event.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static InternetEvent ReadInternetEvent(string document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, EventJson.Default.InternetEvent) ?? throw new FormatException("The stored internet event is empty.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The stored internet event cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Writes a group of events; its pairs by what they are, as their numbers mean nothing outside a run.</summary>
    /// <param name="group">The group.</param>
    /// <param name="pairs">What the numbers of its pairs mean.</param>
    public static string Write(EventGroup group, PairTable pairs)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(pairs);
        return JsonSerializer.Serialize(
            new StoredEventGroup
            {
                Id = group.Id,
                ParentId = group.ParentId,
                Status = group.Status,
                StartedAt = group.StartedAt,
                OpenedAt = group.OpenedAt,
                EndedAt = group.EndedAt,
                Metric = group.Metric,
                Verdict = group.Blame.Verdict,
                Cause = group.Blame.Cause,
                Element = group.Element,
                Confidence = group.Blame.Confidence,
                Suspects = group.Blame.Suspects,
                PairCount = group.Pairs.Length,
                Pairs =
                [
                    .. group.Pairs.Select(pair => new PairKey(pairs[pair].CityNetwork.Id, pairs[pair].ServiceLocation)).Order()
                        .Take(HealthEventTracker.LocationLimit),
                ],
            },
            EventJson.Default.StoredEventGroup);
    }
}

/// <summary>A group of events as it is written.</summary>
internal sealed record StoredEventGroup
{
    public required string Id { get; init; }

    public string? ParentId { get; init; }

    public required EventGroupStatus Status { get; init; }

    public required long StartedAt { get; init; }

    public required long OpenedAt { get; init; }

    public long? EndedAt { get; init; }

    public required HealthMetric Metric { get; init; }

    public required BlameVerdict Verdict { get; init; }

    public required Cause Cause { get; init; }

    public required NetworkElement Element { get; init; }

    public required double Confidence { get; init; }

    public required ImmutableArray<Suspect> Suspects { get; init; }

    public required int PairCount { get; init; }

    public required ImmutableArray<PairKey> Pairs { get; init; }
}
