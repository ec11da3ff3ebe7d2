using Isobar.Server.Configuration;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>The buckets as they are configured now: a running server takes changes over. Readers on any thread see all of a change or nothing of it.</summary>
internal sealed class BucketBook(IReadOnlyDictionary<string, BucketConfiguration> buckets)
{
    private IReadOnlyDictionary<string, BucketConfiguration> _current = buckets;

    /// <summary>The buckets by name.</summary>
    public IReadOnlyDictionary<string, BucketConfiguration> Current => Volatile.Read(ref _current);

    /// <summary>Takes others in their place.</summary>
    public void Replace(IReadOnlyDictionary<string, BucketConfiguration> buckets) => Volatile.Write(ref _current, buckets);

    /// <summary>Opens a bucket.</summary>
    /// <exception cref="DeliveryException">There is none of this name.</exception>
    public IBucket Open(string name) => Current.GetValueOrDefault(name) switch
    {
        null => throw new DeliveryException($"isobar.json has no bucket '{name}': add it to 'buckets', or choose another for the monitor", isOfOne: false),
        { Folder: { } folder } => new FolderBucket(folder),
        { } remote => new S3Bucket(name, remote),
    };
}
