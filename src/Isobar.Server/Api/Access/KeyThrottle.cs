using System.Collections.Concurrent;

namespace Isobar.Server.Api.Access;

/// <summary>A token bucket for each key: full at first, it is refilled evenly, and every request takes one token.</summary>
/// <param name="perSecond">Tokens that come in a second.</param>
/// <param name="burst">Most tokens that a bucket holds.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyThrottle(double perSecond, int burst, TimeProvider time)
{
    // Only keys that exist come here, so there are as many buckets as keys.
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake(string key)
    {
        long now = time.GetTimestamp();
        Bucket bucket = _buckets.GetOrAdd(key, _ => new Bucket { Tokens = burst, At = now });
        lock (bucket)
        {
            bucket.Tokens = Math.Min(burst, bucket.Tokens + perSecond * Math.Max(0, time.GetElapsedTime(bucket.At, now).TotalSeconds));
            bucket.At = Math.Max(now, bucket.At);
            if (bucket.Tokens < 1)
            {
                return false;
            }
            bucket.Tokens--;
            return true;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
