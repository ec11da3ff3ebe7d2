using Isobar.Server.Api.Monitors;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>What measurements are written to.</summary>
internal interface IMeasurementSink : IDisposable
{
    /// <summary>Writes the measurements of five minutes. Written again, as after a crash, they are there once, with the same bytes.</summary>
    /// <param name="monitor">Whose.</param>
    /// <param name="window">Start of the five minutes, Unix seconds.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="DeliveryException">They are not written.</exception>
    Task<WrittenWindow> WriteAsync(MonitorRecord monitor, long window, CancellationToken cancel);
}

/// <summary>Five minutes that were written.</summary>
/// <param name="Records">Rows of them; 0 where there was nothing to write, since the rows are gone.</param>
/// <param name="Bytes">Their length as written.</param>
internal readonly record struct WrittenWindow(long Records, long Bytes);
