using System.Buffers;
using System.Text;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Pipeline;

/// <content>
/// Saving and restoring all that the street remembers between two windows. What goes on from there gives the same outcome as the street that was saved, to the bit: so a restart
/// needs a state of some earlier window and the tallies since.
/// </content>
public sealed partial class HealthPipeline
{
    /// <summary>
    /// Rises with every change of what is written, the layout of states included, which are written as they lie in memory. A state of another version is not read: the
    /// street then starts with new tests, and goes on with the events (<see cref="RestoreEvents"/>).
    /// </summary>
    private const long SnapshotVersion = 3;

    /// <summary>`ISOHEALT` in the order of bytes.</summary>
    private const long SnapshotMark = 0x544c414548_4f5349;

    /// <summary>Writes what is remembered. The baselines of the engine are written by themselves, at the same time.</summary>
    public void Save(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        SnapshotWriter writer = new(output);
        writer.Write(SnapshotMark);
        writer.Write(SnapshotVersion);
        writer.Write(_windowSeconds);
        writer.Write(_monitors.Count);
        writer.End();
        _engine.Save(writer);
        _groups.Save(writer, _engine.Pairs);
        _topTalkers.Save(writer);
        writer.WriteBlob(_internetEvents.Save());
        foreach (WatchedMonitor monitor in _monitors.Values)
        {
            monitor.Save(writer);
        }
    }

    /// <summary>Goes on from a saved state; null when the bytes are none of this version, of windows of another length, or damaged.</summary>
    /// <param name="written">What <see cref="Save(IBufferWriter{byte})"/> wrote.</param>
    /// <param name="engine">A new engine whose table of baselines was saved at the same time.</param>
    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="rules">What the weather map shows.</param>
    public static HealthPipeline? TryRestore(ReadOnlySpan<byte> written, HealthEngine engine, int windowSeconds, InternetEventRules rules)
    {
        SnapshotReader reader = new(written);
        reader.Begin();
        if (reader.ReadNumber() != SnapshotMark || reader.ReadNumber() != SnapshotVersion || reader.ReadNumber() != windowSeconds)
        {
            return null;
        }
        int monitors = reader.ReadCount(int.MaxValue);
        HealthPipeline pipeline = new(engine, windowSeconds, rules);
        try
        {
            engine.Restore(ref reader);
            pipeline._groups.Restore(ref reader, engine.Pairs);
            pipeline._topTalkers.Restore(ref reader);
            byte[] internetEvents = reader.ReadBlob();
            pipeline._internetEvents = reader.IsFaulty ? pipeline._internetEvents : InternetEventTracker.Restore(internetEvents, rules);
            for (; monitors > 0 && !reader.IsFaulty; monitors--)
            {
                WatchedMonitor monitor = WatchedMonitor.Restore(ref reader, windowSeconds);
                pipeline._monitors.Add(monitor.Settings.Name, monitor);
            }
        }
        catch (FormatException)
        {
            return null;
        }
        return reader.IsFaulty || !reader.IsAtEnd ? null : pipeline;
    }

    /// <summary>
    /// Writes events alone, in formats that later releases read: event groups, weather map, and each monitor with its settings. It is what a restart goes on with where
    /// the whole state cannot be used.
    /// </summary>
    public byte[] SaveEvents()
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)1);
            WriteBytes(writer, _groups.Save(_engine.Pairs));
            WriteBytes(writer, _internetEvents.Save());
            writer.Write(_monitors.Count);
            foreach (WatchedMonitor monitor in _monitors.Values)
            {
                writer.Write(MonitorDocument.Write(monitor.Settings));
                WriteBytes(writer, monitor.Save().Write());
            }
        }
        return bytes.ToArray();
    }

    /// <summary>Takes over events that were saved alone; the traffic of the last three hours is to be fed by <see cref="Remember"/> before the next window.</summary>
    /// <exception cref="FormatException">The bytes are not what <see cref="SaveEvents"/> wrote.</exception>
    public void RestoreEvents(ReadOnlySpan<byte> written)
    {
        using BinaryReader reader = new(new MemoryStream(written.ToArray()), Encoding.UTF8);
        try
        {
            byte version = reader.ReadByte();
            if (version != 1)
            {
                throw new FormatException($"Saved events have version {version}, expected 1: they were written by another release.");
            }
            _groups.Restore(ReadBytes(reader), _engine.Pairs);
            _internetEvents = InternetEventTracker.Restore(ReadBytes(reader), _rules);
            for (int left = reader.ReadInt32(); left > 0; left--)
            {
                TrafficMonitor monitor = MonitorDocument.Read(reader.ReadString());
                Restore(monitor, MonitorCheckpoint.Read(ReadBytes(reader)));
            }
        }
        catch (EndOfStreamException fault)
        {
            throw new FormatException("Saved events are cut short.", fault);
        }
    }

    private static void WriteBytes(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        byte[] bytes = reader.ReadBytes(Math.Max(length, 0));
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }
}
