using Isobar.Core.Baselines;

namespace Isobar.Core.Monitors;

/// <content>Saving and restoring a monitor whole: settings, checkpoint, and the traffic of the last three hours.</content>
public sealed partial class WatchedMonitor
{
    internal void Save(SnapshotWriter writer)
    {
        writer.Write(MonitorDocument.Write(Settings));
        writer.End();
        writer.WriteBlob(Save().Write());
        _profile.Save(writer);
    }

    /// <exception cref="FormatException">A part is not what was written.</exception>
    internal static WatchedMonitor Restore(ref SnapshotReader reader, int windowSeconds)
    {
        reader.Begin();
        string settings = reader.ReadText();
        byte[] checkpoint = reader.ReadBlob();
        if (reader.IsFaulty)
        {
            throw new FormatException("The saved state of a monitor is damaged.");
        }
        WatchedMonitor monitor = Restore(MonitorDocument.Read(settings), windowSeconds, MonitorCheckpoint.Read(checkpoint));
        monitor._profile = new(windowSeconds);
        monitor._profile.Restore(ref reader);
        monitor._overlay = new(monitor.Settings, monitor._profile);
        return monitor;
    }
}
