using Isobar.Core.Atlas.Mmdb;

namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Reads the network part of an MMDB record: `autonomous_system_number` and `…_organization` (MaxMind and ip-location-db; MaxMind's Enterprise files
/// put them in `traits`), or `asn` and `as_name`, `name` (ipinfo).
/// </summary>
internal static class AsnSchema
{
    /// <summary>False when the record says nothing of an AS number.</summary>
    public static bool TryRead(MmdbValue record, out AsnFacts facts)
    {
        MmdbValue source = record.Find("autonomous_system_number") is null && record.Find("traits") is { Kind: MmdbKind.Map } traits ? traits : record;
        MmdbValue? number = source.Find("autonomous_system_number") ?? source.Find("asn") ?? source.Find("as_number");
        facts = default;
        uint asn;
        if (number is null)
        {
            return false;
        }
        if (number.Text is { } text)
        {
            if (!FieldText.TryAsn(text, out asn))
            {
                return false;
            }
        }
        else if (number.Kind is MmdbKind.UInt16 or MmdbKind.UInt32 or MmdbKind.UInt64 && number.Integer <= uint.MaxValue)
        {
            asn = (uint)number.Integer;
        }
        else
        {
            return false;
        }
        facts = new AsnFacts(asn, Name(source));
        return true;
    }

    private static string Name(MmdbValue source) => FieldText.Name((source.Find("autonomous_system_organization") ?? source.Find("as_name")
        ?? source.Find("as_organization") ?? source.Find("name"))?.Text);
}
