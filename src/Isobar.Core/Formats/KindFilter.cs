using System.Text;

namespace Isobar.Core.Formats;

/// <summary>Tells traffic from the other lines of a log by what a line says it is about (<see cref="RecordField.Kind"/>).</summary>
internal sealed class KindFilter
{
    private readonly byte[][] _only;
    private readonly byte[][] _never;

    /// <param name="only">Traffic begins with one of these; empty where anything may be traffic.</param>
    /// <param name="never">No traffic begins with one of these.</param>
    /// <param name="required">Whether a line that does not name its kind is no traffic.</param>
    public KindFilter(IEnumerable<string> only, IEnumerable<string> never, bool required)
    {
        _only = [.. only.Select(Encoding.UTF8.GetBytes)];
        _never = [.. never.Select(Encoding.UTF8.GetBytes)];
        Required = required;
    }

    /// <summary>Whether a line that does not name its kind is no traffic.</summary>
    public bool Required { get; }

    /// <summary>Whether lines of this kind are traffic.</summary>
    public bool Admits(ReadOnlySpan<byte> kind) => (_only.Length == 0 || StartsWithAny(kind, _only)) && !StartsWithAny(kind, _never);

    private static bool StartsWithAny(ReadOnlySpan<byte> kind, byte[][] starts)
    {
        foreach (byte[] start in starts)
        {
            if (kind.StartsWith(start))
            {
                return true;
            }
        }
        return false;
    }
}
