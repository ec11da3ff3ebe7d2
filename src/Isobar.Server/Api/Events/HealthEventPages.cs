using System.Collections.Concurrent;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Events;

/// <summary>
/// Pages of health events as the API answers them, kept until an event changes. Pollers ask for the same page again and again, while events change once a window: reading 25 documents of
/// 5 KB and putting their page together took two thirds of the processor time of a request.
/// </summary>
internal sealed class HealthEventPages
{
    /// <summary>Bytes of pages and questions that are kept; one that is too many forgets all.</summary>
    private const long Limit = 16 * 1024 * 1024;

    private Generation _current = new(-1);

    /// <summary>A page.</summary>
    /// <param name="version">The <see cref="EventStore.Version"/>, taken before the events are read: a page may be younger than its version says, never older.</param>
    /// <param name="question">All that it depends on, but the events.</param>
    /// <param name="write">Reads the events and writes it.</param>
    public ReadOnlyMemory<byte> Of(long version, string question, Func<byte[]> write)
    {
        Generation current = Volatile.Read(ref _current);
        if (current.Version != version || Volatile.Read(ref current.Bytes) > Limit)
        {
            Volatile.Write(ref _current, current = new(version));
        }
        if (current.Pages.TryGetValue(question, out byte[]? known))
        {
            return known;
        }
        byte[] page = write();
        if (current.Pages.TryAdd(question, page))
        {
            Interlocked.Add(ref current.Bytes, page.Length + 2L * question.Length);
        }
        return page;
    }

    /// <summary>The pages that hold while the events have one version.</summary>
    private sealed class Generation(long version)
    {
        public long Bytes;

        public long Version => version;

        public ConcurrentDictionary<string, byte[]> Pages { get; } = new(StringComparer.Ordinal);
    }
}
