namespace Isobar.Core.Windows;

/// <summary>Walks client minutes in the order of <see cref="ClientMinute.Compare"/>: those of a table in memory, or of one that was spilled to disk.</summary>
public abstract class ClientMinuteCursor
{
    /// <summary>Moves to the next entry; false at the end.</summary>
    public abstract bool MoveNext();

    /// <summary>The entry, once <see cref="MoveNext"/> has said true.</summary>
    public abstract ref readonly ClientMinute Current { get; }

    /// <summary>The samples of the entry.</summary>
    public abstract ClientSamples Samples { get; }
}
