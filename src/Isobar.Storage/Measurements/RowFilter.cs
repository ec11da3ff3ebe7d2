using System.Collections.Immutable;
using Isobar.Core.Monitors;

namespace Isobar.Storage.Measurements;

/// <summary>Which rows a question is about, its range of time left out: all conditions must hold.</summary>
/// <param name="OfAll">Conditions on what rows and sums have: monitor, service location, city-network where these are told apart.</param>
/// <param name="OfNames">Conditions on the names of places; places without names do not pass them.</param>
/// <param name="Places">How finely they tell places apart.</param>
/// <param name="Families">
/// Null where address families are not told apart. Otherwise those that pass, of IPv4, IPv6 and not recorded, and rows have a column `family` that says which they are of.
/// </param>
internal sealed record RowFilter(ImmutableArray<string> OfAll, ImmutableArray<string> OfNames, PlaceDetail Places, ImmutableArray<AddressFamilies>? Families = null)
{
    /// <summary>
    /// Rows that are left out of those that pass, each of them in one of these filters: their sums are taken away. What is left out of all is quicker summed than what is left, as there are sums of all.
    /// </summary>
    public ImmutableArray<RowFilter> Without { get; init; } = [];

    /// <summary>Whether only city-networks without a name pass.</summary>
    public bool IsOfUnnamed { get; init; }

    /// <summary>The condition on rows.</summary>
    public string OfRows => OfCityNetworks.Length > 0 ? $"{OfOthers} AND {OfCityNetworks}" : OfOthers;

    /// <summary>The part of the condition on rows that says nothing of names.</summary>
    public string OfOthers => string.Join(" AND ", OfAll);

    /// <summary>
    /// The part of the condition on rows that is on names; empty for none. Names are few beside rows: which city-networks are meant is found first, all conditions at once, and rows are read by their ids.
    /// (IN is pushed to where rows are read, NOT IN is not.)
    /// </summary>
    public string OfCityNetworks => IsOfUnnamed ? "city_network NOT IN (SELECT id FROM city_networks)"
        : OfNames.IsEmpty ? ""
        : $"city_network IN (SELECT id FROM city_networks WHERE {string.Join(" AND ", OfNames)})";

    /// <summary>The same of sums by country; only where no finer places are told apart.</summary>
    public string OfCountries => string.Join(" AND ", IsOfUnnamed ? OfAll.Add("country IS NULL") : OfNames.IsEmpty ? OfAll : [.. OfAll, "country IS NOT NULL", .. OfNames]);

    /// <summary>The rows that pass a further condition, which is on monitor or service location.</summary>
    public RowFilter And(string condition) => this with { OfAll = OfAll.Add(condition) };

    /// <summary>The rows that pass a further condition, which is on city-networks.</summary>
    public RowFilter AndOfCityNetworks(string condition) => this with { OfAll = OfAll.Add(condition), Places = PlaceDetail.CityNetwork };

    /// <summary>The rows that pass a further condition, which is on the names of city-networks.</summary>
    public RowFilter AndOfNames(string condition) => this with { OfNames = OfNames.Add(condition), Places = PlaceDetail.CityNetwork };
}
