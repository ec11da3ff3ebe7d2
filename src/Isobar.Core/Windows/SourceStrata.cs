using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>Finds the stratum of a source's records: by address family, and by edge location where records name one. One for each reading core.</summary>
public sealed class SourceStrata
{
    private readonly StratumTable _table;
    private readonly string _source;
    private readonly string _serviceLocation;
    private readonly string _zone;
    private readonly MeasurementMethod _method;
    private readonly int _plainIPv4;
    private readonly int _plainIPv6;
    private readonly Dictionary<string, (int IPv4, int IPv6)>.AlternateLookup<ReadOnlySpan<char>> _byEdge;
    private (int IPv4, int IPv6)? _overflow;

    /// <param name="table">The table of the run.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="serviceLocation">Where records are answered that do not name an edge location themselves.</param>
    /// <param name="zone">Zone of that location; empty where it has none.</param>
    /// <param name="method">What the source's format times.</param>
    public SourceStrata(StratumTable table, string source, string serviceLocation, string zone, MeasurementMethod method)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _source = source;
        _serviceLocation = serviceLocation;
        _zone = zone;
        _method = method;
        _plainIPv4 = table.IndexOf(new(source, serviceLocation, zone, AddressFamily.IPv4, method));
        _plainIPv6 = table.IndexOf(new(source, serviceLocation, zone, AddressFamily.IPv6, method));
        _byEdge = new Dictionary<string, (int, int)>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number of the record's stratum.</summary>
    public int IndexOf(in TrafficRecord record)
    {
        bool isIPv4 = record.Client.IsIPv4;
        if (record.EdgeLocation.IsEmpty)
        {
            return isIPv4 ? _plainIPv4 : _plainIPv6;
        }
        // Edge names are short codes (`SEA`, `CDG50-P2`); whatever is longer is cut rather than trusted.
        Span<char> name = stackalloc char[32];
        int length = Encoding.Latin1.GetChars(record.EdgeLocation[..Math.Min(record.EdgeLocation.Length, name.Length)], name);
        if (!_byEdge.TryGetValue(name[..length], out (int IPv4, int IPv6) indexes))
        {
            indexes = _byEdge.Dictionary.Count < _table.Limit ? Add(name[..length].ToString()) : Overflow();
        }
        return isIPv4 ? indexes.IPv4 : indexes.IPv6;
    }

    private (int IPv4, int IPv6) Add(string edge)
    {
        (int, int) indexes = IndexesOf(edge);
        _byEdge.Dictionary.Add(edge, indexes);
        return indexes;
    }

    /// <summary>
    /// More names than the table can hold come from a wrong field, such as a request id: they go to the overflow without a text for each record
    /// and a search of the whole table.
    /// </summary>
    private (int IPv4, int IPv6) Overflow() => _overflow ??= IndexesOf(StratumTable.Overflow);

    private (int IPv4, int IPv6) IndexesOf(string edge) => (
        _table.IndexOf(new(_source, edge, "", AddressFamily.IPv4, _method)),
        _table.IndexOf(new(_source, edge, "", AddressFamily.IPv6, _method)));
}
