using System.Globalization;
using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Reads a range CSV row by row: addresses as text or as numbers (`-num` files), or prefixes; then the columns of a city or an ASN source.
/// </summary>
internal ref struct RangeCsv
{
    private readonly bool _isCity;
    private CsvRowReader _rows;
    private CsvColumns? _columns;

    public RangeCsv(string file, ReadOnlySpan<byte> bytes, bool isCity)
    {
        _rows = new CsvRowReader(file, bytes);
        _isCity = isCity;
    }

    /// <summary>Lowest address of the current row's range.</summary>
    public IpAddress First { get; private set; }

    /// <summary>Highest address of the current row's range, inclusive.</summary>
    public IpAddress Last { get; private set; }

    /// <summary>The share of the file that has been read, 0 to 1.</summary>
    public readonly double Progress => _rows.Progress;

    /// <summary>Goes to the next range; false at the end.</summary>
    /// <exception cref="AtlasFormatException">A row is not readable; the message names its line.</exception>
    public bool Next()
    {
        if (!_rows.Next())
        {
            return false;
        }
        if (_columns is null)
        {
            bool hasHeader = !TryAddress(_rows.Raw(0), out _) && !IpPrefix.TryParse(_rows.Text(0), out _);
            _columns = hasHeader ? CsvColumns.ByHeader(_rows) : _isCity ? CsvColumns.CityByCount(_rows.Count) : CsvColumns.AsnByCount(_rows.Count);
            RequireColumns(hasHeader);
            if (hasHeader && !_rows.Next())
            {
                return false;
            }
        }
        ReadRange(_columns!);
        return true;
    }

    /// <summary>The place of the current row.</summary>
    public readonly CityFacts City()
    {
        CsvColumns columns = _columns!;
        string code = FieldText.Name(_rows.Text(columns.CountryCode));
        string name = FieldText.Name(_rows.Text(columns.CountryName));
        // Some files write the name in a column called "country".
        (code, name) = code.Length > 2 && name.Length == 0 ? ("", code) : (code, name);
        return new CityFacts(
            code,
            name,
            Name(columns.Subdivision),
            Name(columns.Metro),
            Name(columns.City),
            FieldText.Degrees(_rows.Text(columns.Latitude), 90),
            FieldText.Degrees(_rows.Text(columns.Longitude), 180));
    }

    /// <summary>The network of the current row.</summary>
    public readonly AsnFacts Asn()
    {
        string text = _rows.Text(_columns!.Asn);
        if (text.Length == 0)
        {
            return new AsnFacts(0, "");
        }
        return FieldText.TryAsn(text, out uint asn)
            ? new AsnFacts(asn, Name(_columns.NetworkName))
            : throw _rows.Fault($"expected an AS number such as 64500 or AS64500, found \"{Shortened(text)}\"");
    }

    private readonly string Name(int column)
    {
        string name = FieldText.Name(_rows.Text(column));
        return FieldText.IsTooLong(name) ? throw _rows.Fault("a name is longer than 1024 bytes") : name;
    }

    private readonly void RequireColumns(bool hasHeader)
    {
        if (_columns is null)
        {
            throw _rows.Fault(hasHeader
                ? $"expected an address in the first column, or a header that names start and end; found \"{Shortened(_rows.Text(0))}\""
                : string.Create(CultureInfo.InvariantCulture,
                    $"{_rows.Count} columns without a header fit no known {(_isCity ? "city" : "ASN")} file (known: {(_isCity ? "3, 8 or 10" : "3 or 4")} columns)"));
        }
        if (_isCity ? _columns.CountryCode < 0 && _columns.CountryName < 0 : _columns.Asn < 0)
        {
            throw _rows.Fault(_isCity ? "the header names no country column; is this an ASN file?" : "the header names no ASN column; is this a city file?");
        }
    }

    private void ReadRange(CsvColumns columns)
    {
        if (columns.Prefix >= 0)
        {
            string text = _rows.Text(columns.Prefix);
            if (!IpPrefix.TryParse(text, out IpPrefix prefix))
            {
                throw _rows.Fault($"expected a prefix such as 192.0.2.0/24, found \"{Shortened(text)}\"");
            }
            First = prefix.First;
            Last = new Mmdb.MmdbNetwork(prefix.First, prefix.Length128, 0).Last;
            return;
        }
        First = Address(columns.Start);
        Last = Address(columns.End);
        if (First > Last)
        {
            throw _rows.Fault($"the range ends ({Last}) before it begins ({First})");
        }
        if (First.IsIPv4 != Last.IsIPv4)
        {
            throw _rows.Fault($"the range begins and ends in different address families ({First}, {Last})");
        }
    }

    private readonly IpAddress Address(int column) =>
        TryAddress(_rows.Raw(column), out IpAddress address)
            ? address
            : throw _rows.Fault($"expected an address or its number in column {(column + 1).ToString(CultureInfo.InvariantCulture)}, found \"{Shortened(_rows.Text(column))}\"");

    /// <summary>Text, or a number: up to 32 bits IPv4, above that IPv6.</summary>
    private static bool TryAddress(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (IpAddress.TryParse(text, out address))
        {
            return true;
        }
        if (text.Length is 0 or > 39 || !UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 number))
        {
            return false;
        }
        address = number <= uint.MaxValue ? IpAddress.FromIPv4((uint)number) : AddressRange.Address(number);
        return true;
    }

    private static string Shortened(string text)
    {
        StringBuilder shown = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length >= 40)
            {
                return shown.Append('…').ToString();
            }
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }
        return shown.ToString();
    }
}
