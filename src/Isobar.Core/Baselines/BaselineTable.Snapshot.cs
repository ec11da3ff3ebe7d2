using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Isobar.Core.Baselines;

/// <content>Saving and restoring the derived state.</content>
public sealed partial class BaselineTable
{
    /// <summary>
    /// Rises with every change of what is written, the layout of <see cref="StratumState"/>, <see cref="PairRecord"/> and <see cref="OwnSeason"/> included: they are
    /// written as they lie in memory, as half a million of them must be back in seconds. A state of another version is derived anew from history, so none is kept readable.
    /// </summary>
    private const long SnapshotVersion = 2;

    /// <summary>`ISOBASEL` in the order of bytes.</summary>
    private const long SnapshotMark = 0x4c45534142_4f5349;

    /// <summary>Writes the derived state, so that a restart need not read the history again.</summary>
    public void Save(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        SnapshotWriter writer = new(output);
        writer.Write(SnapshotMark);
        writer.Write(SnapshotVersion);
        writer.Write(Today.DayNumber);
        writer.End();
        _parents.Save(writer);
        _index.Save(writer);
        _pairs.Save(writer);
        writer.WriteStates(_states);
        writer.WriteStates(_seasons);
        writer.Write(_levelSince.Count);
        foreach ((int number, DateOnly since) in _levelSince.OrderBy(static entry => entry.Key))
        {
            writer.Write(number);
            writer.Write(since.DayNumber);
        }
        writer.Write(_volumePausedUntil.Count);
        foreach ((int number, long until) in _volumePausedUntil.OrderBy(static entry => entry.Key))
        {
            writer.Write(number);
            writer.Write(until);
        }
        writer.End();
    }

    /// <summary>
    /// Reads a saved state; false when the bytes are none of this version or damaged, and the state must be derived from history instead. Strata have the numbers they
    /// had.
    /// </summary>
    public static bool TryRestore(ReadOnlySpan<byte> written, BaselineSettings? settings, [NotNullWhen(true)] out BaselineTable? table)
    {
        table = null;
        SnapshotReader reader = new(written);
        reader.Begin();
        if (reader.ReadNumber() != SnapshotMark || reader.ReadNumber() != SnapshotVersion)
        {
            return false;
        }
        BaselineTable restored = new(settings) { Today = DateOnly.FromDayNumber(reader.ReadCount(DateOnly.MaxValue.DayNumber)) };
        restored._parents.Restore(ref reader);
        restored._index.Restore(ref reader);
        restored._pairs.Restore(ref reader);
        restored._states = reader.ReadStates<StratumState>();
        restored._seasons = reader.ReadStates<OwnSeason>();
        reader.Begin();
        for (int count = reader.ReadCount(restored.Count); count > 0; count--)
        {
            restored._levelSince[reader.ReadCount(restored.Count - 1)] = DateOnly.FromDayNumber(reader.ReadCount(DateOnly.MaxValue.DayNumber));
        }
        for (int count = reader.ReadCount(restored.Count); count > 0; count--)
        {
            restored._volumePausedUntil[reader.ReadCount(restored.Count - 1)] = reader.ReadNumber();
        }
        if (reader.IsFaulty || !reader.IsAtEnd || !restored.FitsTogether())
        {
            return false;
        }
        table = restored;
        return true;
    }

    /// <summary>Whether all numbers point to what is there: the hashes tell damage from intent, not a wrong program.</summary>
    private bool FitsTogether()
    {
        bool fits = _states.Count == _index.Count;
        for (int number = 0; number < Count && fits; number++)
        {
            fits = (uint)_states[number].Pair < (uint)_pairs.Count;
        }
        for (int pair = 0; pair < _pairs.Count && fits; pair++)
        {
            PairRecord record = _pairs[pair];
            fits = (uint)record.Network < (uint)_parents.All.Count
                && record.RttSeason < _seasons.Count && record.TtfbSeason < _seasons.Count;
        }
        return fits;
    }
}
