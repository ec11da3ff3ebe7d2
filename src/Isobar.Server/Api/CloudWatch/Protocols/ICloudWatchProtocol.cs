namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>A way in which requests and answers of the same operations travel.</summary>
internal interface ICloudWatchProtocol
{
    /// <summary>Its content type.</summary>
    string ContentType { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">Its head.</param>
    /// <param name="body">Its body, inflated.</param>
    /// <exception cref="CloudWatchFault">It cannot be read.</exception>
    WireRequest Read(HttpRequest request, ReadOnlyMemory<byte> body);

    /// <summary>Writes an answer.</summary>
    byte[] Write(string operation, WireStructure result, string requestId);

    /// <summary>Writes a fault.</summary>
    byte[] WriteFault(CloudWatchFault fault, string requestId);

    /// <summary>Headers that every answer carries besides.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="fault">The fault, where it is one.</param>
    /// <param name="isQueryMode">Whether the client asked for query codes.</param>
    void AddHeaders(IHeaderDictionary headers, CloudWatchFault? fault, bool isQueryMode);
}
