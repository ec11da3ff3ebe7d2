using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Explorer;

/// <summary>Values of dimensions as SQL: expressions of `city_networks`, or of the rows themselves for service locations and address families.</summary>
internal static class ExplorerValues
{
    private static readonly (AddressFamilies Family, string Name)[] s_families = [(AddressFamilies.IPv4, "IPv4"), (AddressFamilies.IPv6, "IPv6")];

    private static string FamilyExpression { get; } =
        $"CASE family {string.Join(' ', s_families.Select(family => string.Create(CultureInfo.InvariantCulture, $"WHEN {(byte)family.Family} THEN '{family.Name}'")))} END";

    /// <summary>The value of a row or of its city-network.</summary>
    public static string Expression(ExplorerDimension dimension) => dimension switch
    {
        ExplorerDimension.ServiceLocation => "service_location",
        ExplorerDimension.Country => "country",
        ExplorerDimension.Subdivision => Within("subdivision", "country"),
        ExplorerDimension.Metro => Within("metro", "subdivision", "country"),
        ExplorerDimension.City => Within("city", "subdivision", "country"),
        ExplorerDimension.Network => "CAST(asn AS VARCHAR)",
        ExplorerDimension.AddressFamily => FamilyExpression,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension has no values."),
    };

    /// <summary>How finely a dimension tells places apart.</summary>
    public static PlaceDetail DetailOf(ExplorerDimension dimension) => dimension switch
    {
        ExplorerDimension.None or ExplorerDimension.ServiceLocation or ExplorerDimension.AddressFamily => PlaceDetail.None,
        ExplorerDimension.Country => PlaceDetail.Country,
        _ => PlaceDetail.CityNetwork,
    };

    /// <summary>The rows that a scope means, its range left out.</summary>
    public static RowFilter Rows(ExplorerScope scope)
    {
        ExplorerFilter[] filters = [.. scope.Filters.Where(filter => filter.Include.Count + filter.Exclude.Count > 0)];
        ILookup<bool, ExplorerFilter> byPlace = filters.Where(filter => filter.Dimension != ExplorerDimension.AddressFamily).ToLookup(filter => DetailOf(filter.Dimension) != PlaceDetail.None);
        PlaceDetail places = DetailOf(byPlace[true]);
        return new([$"monitor = {SealedDays.Quote(scope.MonitorName)}", .. byPlace[false].SelectMany(Conditions)], [.. byPlace[true].SelectMany(Conditions)], places, FamiliesOf(filters));
    }

    /// <summary>The rows that a scope means, with their address families where these are told apart by a dimension.</summary>
    public static RowFilter Rows(ExplorerScope scope, ExplorerDimension groupBy)
    {
        RowFilter rows = Rows(scope);
        return groupBy == ExplorerDimension.AddressFamily && rows.Families is null
            ? rows with { Families = [AddressFamilies.IPv4, AddressFamilies.IPv6, AddressFamilies.NotRecorded] }
            : rows;
    }

    /// <summary>
    /// The same rows as all that pass the filters by country, less what the finer filters leave out: where these only exclude, that is little, and of all and of countries there are sums. Only for
    /// groups that are no finer than countries; no further condition may be added.
    /// </summary>
    public static RowFilter RowsByLeavingOut(ExplorerScope scope, ExplorerDimension groupBy)
    {
        RowFilter rows = Rows(scope, groupBy);
        ILookup<bool, ExplorerFilter> byDetail = scope.Filters.Where(filter => filter.Include.Count + filter.Exclude.Count > 0 && DetailOf(filter.Dimension) != PlaceDetail.None)
            .ToLookup(filter => DetailOf(filter.Dimension) == PlaceDetail.CityNetwork);
        if (!byDetail[true].Any() || byDetail[true].Any(filter => filter.Include.Count > 0))
        {
            return rows;
        }
        string[] wide = [.. byDetail[false].SelectMany(Conditions)];
        RowFilter leftOut = rows with { OfNames = [.. wide, $"NOT ({string.Join(" AND ", byDetail[true].SelectMany(Conditions))})"] };
        // A place without a name passes no filter by place.
        RowFilter unnamed = rows with { OfNames = [], Places = PlaceDetail.Country, IsOfUnnamed = true };
        return rows with { OfNames = [.. wide], Places = DetailOf(byDetail[false]), Without = wide.Length > 0 ? [leftOut] : [leftOut, unnamed] };
    }

    private static PlaceDetail DetailOf(IEnumerable<ExplorerFilter> filters) => filters.Select(filter => DetailOf(filter.Dimension)).DefaultIfEmpty(PlaceDetail.None).Max();

    /// <summary>Whether address families are told apart: as groups, or by a filter.</summary>
    public static bool TellsFamilies(ExplorerQuestion question) => Rows(question.Scope, question.GroupBy).Families is not null;

    /// <summary>The families that pass all filters by family; null where there is no such filter.</summary>
    private static ImmutableArray<AddressFamilies>? FamiliesOf(ExplorerFilter[] filters)
    {
        ExplorerFilter[] byFamily = [.. filters.Where(filter => filter.Dimension == ExplorerDimension.AddressFamily)];
        return byFamily.Length == 0
            ? null
            : [.. s_families.Where(family => Array.TrueForAll(byFamily, filter => (filter.Include.Count == 0 || filter.Include.Contains(family.Name)) && !filter.Exclude.Contains(family.Name)))
                .Select(family => family.Family)];
    }

    /// <summary>The condition that a value, or the label of it, begins with a text in any case: on names, of service locations on rows, of address families on values.</summary>
    public static string StartsWith(ExplorerDimension dimension, string prefix)
    {
        string literal = $"lower({SealedDays.Quote(prefix)})";
        string[] texts = dimension switch
        {
            ExplorerDimension.Network => ["network_name", Expression(dimension), $"'as' || {Expression(dimension)}"],
            ExplorerDimension.AddressFamily => ["value"],
            _ => [Expression(dimension)],
        };
        return $"({string.Join(" OR ", texts.Select(text => $"starts_with(lower({text}), {literal})"))})";
    }

    private static IEnumerable<string> Conditions(ExplorerFilter filter)
    {
        string value = Expression(filter.Dimension);
        foreach ((IReadOnlyList<string> values, string among) in ((IReadOnlyList<string>, string)[])[(filter.Include, "IN"), (filter.Exclude, "NOT IN")])
        {
            if (values.Count > 0)
            {
                yield return $"{value} {among} ({string.Join(',', values.Select(SealedDays.Quote))})";
            }
        }
    }

    /// <summary>A place with what it lies in, as far as it is known; names repeat.</summary>
    private static string Within(string narrowest, params ReadOnlySpan<string> wider)
    {
        string[] parts = new string[wider.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = $"nullif({wider[part]}, '{CityNetwork.NotAvailable}')";
        }
        return $"concat_ws(', ', {narrowest}, {string.Join(", ", parts)})";
    }
}
