namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>Bounds on what a request may make the server hold.</summary>
internal static class WireLimits
{
    /// <summary>Bytes of a body after it is inflated: the limit of PutMetricData (spec 16.2), with some room for the forms' wordiness.</summary>
    public const int BodyBytes = 2 << 20;

    /// <summary>Levels of lists and structures. The deepest request of the service has seven.</summary>
    public const int Depth = 16;

    /// <summary>Values of a request: PutMetricData may carry 1,000 metrics of 30 dimensions and 150 values each, but not all at once in this many bytes.</summary>
    public const int Values = 400_000;
}
