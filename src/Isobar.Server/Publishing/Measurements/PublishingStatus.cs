namespace Isobar.Server.Publishing.Measurements;

/// <summary>How the delivery of measurements goes.</summary>
/// <param name="Outputs">What they are written to, in ordinal order; counts are since the process started.</param>
/// <param name="Monitors">Whose measurements are written, and how far that has come.</param>
internal sealed record PublishingStatus(IReadOnlyList<OutputStatus> Outputs, IReadOnlyList<PublicationStatus> Monitors)
{
    /// <summary>Nothing is delivered.</summary>
    public static readonly PublishingStatus Nothing = new([], []);
}

/// <summary>How one output fares.</summary>
/// <param name="Name">The bucket, or `log`.</param>
/// <param name="Kind">`bucket` or `log`.</param>
/// <param name="Delivered">Five minutes written.</param>
/// <param name="Failed">Attempts that failed.</param>
/// <param name="Skipped">Five minutes passed over.</param>
/// <param name="Records">Measurements written.</param>
/// <param name="Bytes">Their length as written.</param>
internal sealed record OutputStatus(string Name, string Kind, long Delivered, long Failed, long Skipped, long Records, long Bytes);

/// <summary>How far an output of a monitor has come.</summary>
/// <param name="Monitor">The monitor, by its key.</param>
/// <param name="Output">The bucket, or `log`.</param>
/// <param name="Kind">`bucket` or `log`.</param>
/// <param name="LastWindow">Start of the last five minutes that were written, Unix seconds; null before the first.</param>
/// <param name="LastAt">When that was.</param>
/// <param name="Waiting">Five minutes that are measured and not written.</param>
/// <param name="Skipped">Five minutes that were passed over, ever.</param>
/// <param name="Fault">Why they wait; null where nothing is wrong.</param>
internal sealed record PublicationStatus(string Monitor, string Output, string Kind, long? LastWindow, long? LastAt, long Waiting, long Skipped, string? Fault);
