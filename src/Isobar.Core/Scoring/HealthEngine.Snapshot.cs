using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Units;

namespace Isobar.Core.Scoring;

/// <content>
/// Saving and restoring what the engine remembers: scatter, runs of drops, rings of thin traffic, calibration. Restored, it scores the next window to the bit as the one
/// that was saved would have.
/// </content>
public sealed partial class HealthEngine
{
    /// <summary>Writes what the engine remembers; the table of baselines is written by itself, at the same time.</summary>
    internal void Save(SnapshotWriter writer)
    {
        if (_added.Count > 0)
        {
            throw new InvalidOperationException("Strata were made known since the last window: an engine is saved right after a window.");
        }
        CatchUp();
        writer.Write(_lastWindow);
        writer.Write(_levelStrata);
        writer.Write(_levelElements);
        writer.Write(_strata.All.Count);
        writer.Write(_elements.All.Count);
        writer.Write(_rings.Count);
        foreach (NullCounts nulls in AllNulls)
        {
            nulls.Save(writer);
        }
        writer.End();
        foreach (Memory<StratumUnit> page in _strata.All.Pages())
        {
            StratumUnit[] units = page.ToArray();
            foreach (ref StratumUnit unit in units.AsSpan())
            {
                // What only this hour's windows of this process know: a restored engine counts them anew, so the same state has the same bytes.
                unit = unit with { UpTo = 0, Rested = 0, HasEmptyCounts = false };
            }
            writer.Write<StratumUnit>(units);
            writer.End();
        }
        foreach (Memory<SpanBlock> page in _rings.Pages())
        {
            writer.Write<SpanBlock>(page.Span);
            writer.End();
        }
        foreach (ElementUnit element in _elements.All)
        {
            Save(writer, element);
        }
        writer.End();
        _stratumScoring.Moved.Save(writer);
        ExplainedDropsState.Write(writer, _heeded);
    }

    /// <summary>Reads what <see cref="Save(SnapshotWriter)"/> wrote, into a new engine whose table has the strata of the time.</summary>
    internal void Restore(ref SnapshotReader reader)
    {
        reader.Begin();
        _lastWindow = reader.ReadNumber();
        SetLevels(reader.ReadCount(int.MaxValue), reader.ReadCount(int.MaxValue));
        int strata = reader.ReadCount(_baselines.Count), elements = reader.ReadCount(int.MaxValue), rings = reader.ReadCount(int.MaxValue);
        foreach (NullCounts nulls in AllNulls)
        {
            nulls.Restore(ref reader);
        }
        if (reader.IsFaulty || strata != _baselines.Count)
        {
            reader.Fail();
            return;
        }
        for (int stratum = 0; stratum < strata; stratum++)
        {
            Meet(_baselines[stratum]);
        }
        _added.Clear();
        RestoreStrata(ref reader, rings);
        RestoreElements(ref reader, elements, rings);
        _stratumScoring.Moved.Restore(ref reader);
        _heeded = ExplainedDropsState.Read(ref reader, Pairs.Count);
        _mask.Set(_heeded);
    }

    /// <summary>Units that rest are saved as if they had not.</summary>
    private void CatchUp()
    {
        for (int stratum = 0; stratum < _strata.All.Count; stratum++)
        {
            _stratumScoring.CatchUp(stratum);
        }
        foreach (ElementUnit element in _elements.All)
        {
            _elementScoring.CatchUp(element);
        }
    }

    private IEnumerable<NullCounts> AllNulls => [_stratumNulls, _elementNulls, .. _partNulls, .. _elementPartNulls];

    private static void Save(SnapshotWriter writer, ElementUnit element)
    {
        writer.Write((long)element.Element.Kind);
        writer.Write(element.Element.ServiceLocation);
        writer.Write(element.Element.Key);
        writer.Write<UnitState>([element.State]);
        writer.Write<TrackValues<float>>([element.Shares]);
    }

    private void RestoreStrata(ref SnapshotReader reader, int rings)
    {
        foreach (Memory<StratumUnit> page in _strata.All.Pages())
        {
            StratumUnit[] written = new StratumUnit[page.Length];
            reader.Begin();
            reader.Read<StratumUnit>(written);
            for (int i = 0; i < written.Length; i++)
            {
                ref StratumUnit unit = ref page.Span[i];
                // Pairs and kinds have been numbered anew.
                unit = written[i] with { Pair = unit.Pair, Kind = unit.Kind, Next = unit.Next, UpTo = _resting.Latest + 1, Rested = 0, HasEmptyCounts = false };
                if (unit.State.Ring < 0 || unit.State.Ring > rings)
                {
                    reader.Fail();
                }
            }
        }
        while (_rings.Count < rings && !reader.IsFaulty)
        {
            _rings.Add();
        }
        foreach (Memory<SpanBlock> page in _rings.Pages())
        {
            reader.Begin();
            reader.Read(page.Span);
        }
    }

    /// <summary>Elements go by name: an atlas that was swapped meanwhile may have others.</summary>
    private void RestoreElements(ref SnapshotReader reader, int count, int rings)
    {
        Dictionary<NetworkElement, ElementUnit> known = _elements.All.ToDictionary(unit => unit.Element);
        Span<UnitState> state = stackalloc UnitState[1];
        Span<TrackValues<float>> shares = stackalloc TrackValues<float>[1];
        reader.Begin();
        for (int element = 0; element < count && !reader.IsFaulty; element++)
        {
            NetworkElement name = new((ElementKind)reader.ReadNumber(), reader.ReadText(), reader.ReadText());
            reader.Read(state);
            reader.Read(shares);
            if (state[0].Ring < 0 || state[0].Ring > rings)
            {
                reader.Fail();
                return;
            }
            if (known.TryGetValue(name, out ElementUnit? unit))
            {
                (unit.State, unit.Shares) = (state[0], shares[0]);
            }
        }
    }
}
