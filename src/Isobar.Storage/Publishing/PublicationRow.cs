namespace Isobar.Storage.Publishing;

/// <summary>How far the measurements of a monitor have been written to one of their outputs.</summary>
/// <param name="Monitor">The monitor, by its key.</param>
/// <param name="Output">What they are written to.</param>
/// <param name="Through">Start of the last five minutes that are settled, Unix seconds: written or skipped, and not to be looked at again.</param>
/// <param name="Delivered">Start of the last five minutes that were written; null before the first.</param>
/// <param name="DeliveredAt">When that was, Unix seconds.</param>
/// <param name="Skipped">Five minutes that were passed over since the output could not be reached for too long.</param>
public sealed record PublicationRow(string Monitor, string Output, long Through, long? Delivered, long? DeliveredAt, long Skipped);
