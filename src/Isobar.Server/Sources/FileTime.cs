namespace Isobar.Server.Sources;

/// <summary>A time as file systems keep it, exact to the nanosecond.</summary>
/// <param name="Seconds">Unix seconds.</param>
/// <param name="Nanoseconds">Nanoseconds within the second.</param>
internal readonly record struct FileTime(long Seconds, uint Nanoseconds) : IComparable<FileTime>
{
    /// <inheritdoc/>
    public int CompareTo(FileTime other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);
}
