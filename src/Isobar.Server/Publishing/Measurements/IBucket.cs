namespace Isobar.Server.Publishing.Measurements;

/// <summary>A place that takes objects by key.</summary>
internal interface IBucket : IDisposable
{
    /// <summary>Puts an object: all of it is there when this returns, in the place of one that was there under this key.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="file">Its content.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="DeliveryException">It is not there.</exception>
    Task PutAsync(string key, Stream file, CancellationToken cancel);
}
