using System.Runtime.InteropServices;
using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring.Units;

/// <summary>A stratum of a pair: the smallest unit that is tested.</summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct StratumUnit
{
    /// <summary>Number of its pair.</summary>
    public int Pair;

    /// <summary>Number of its zone, family and method.</summary>
    public int Kind;

    /// <summary>The next stratum of the same pair, or -1.</summary>
    public int Next;

    /// <summary>Traffic of a window, smoothed over an hour: bytes, or connections where there are no bytes.</summary>
    public float Traffic;

    /// <summary>Clients of a window, smoothed over an hour.</summary>
    public float ClientsSeen;

    /// <summary>Clients that were to be expected, likewise; 0 before the first.</summary>
    public float ClientsUsual;

    /// <summary>Windows in which clients that are missing may have moved to another place of their network, less those in which they may not have; 0 and more.</summary>
    public ushort MovedFor;

    /// <summary>Whether an element spoke for it in the last window.</summary>
    public bool IsSpokenFor;

    /// <summary>Whether windows without traffic change nothing but averages.</summary>
    public bool CanRest;

    /// <summary>Windows in a row that it rested, up to two.</summary>
    public byte Rested;

    /// <summary>Whether what was counted of it is that of a window of this hour without traffic.</summary>
    public bool HasEmptyCounts;

    /// <summary>The first scored window that its averages do not know.</summary>
    public int UpTo;

    /// <summary>Whether clients that are missing were taken as moved in the last window.</summary>
    public readonly bool HasMoved => MovedFor > 0;

    /// <summary>What it remembers.</summary>
    public UnitState State;

    /// <summary>What is usual in this hour.</summary>
    public Expectation Usual;
}
