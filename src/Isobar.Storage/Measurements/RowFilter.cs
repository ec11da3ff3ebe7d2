namespace Isobar.Storage.Measurements;

/// <summary>Which rows a question is about, its range of time left out.</summary>
/// <param name="OfRows">The condition on rows.</param>
/// <param name="OfCountries">The same of sums by country; only where no finer places are told apart.</param>
/// <param name="Places">How finely it tells places apart.</param>
internal sealed record RowFilter(string OfRows, string OfCountries, PlaceDetail Places)
{
    /// <summary>A filter of these conditions, all of which must hold.</summary>
    /// <param name="ofAll">Conditions on what rows and sums have: monitor and service location.</param>
    /// <param name="ofNames">Conditions on the names of places; places without names do not pass them.</param>
    /// <param name="names">How finely those tell places apart.</param>
    public static RowFilter Of(IReadOnlyCollection<string> ofAll, IReadOnlyCollection<string> ofNames, PlaceDetail names)
    {
        string all = string.Join(" AND ", ofAll), named = string.Join(" AND ", ofNames);
        // Names are few beside rows: which city-networks are meant is found first, and rows are read by their ids. (IN is pushed to where rows are read, NOT IN is not.)
        return ofNames.Count == 0
            ? new(all, all, PlaceDetail.None)
            : new($"{all} AND city_network IN (SELECT id FROM city_networks WHERE {named})", $"{all} AND country IS NOT NULL AND {named}", names);
    }

    /// <summary>The rows that pass a further condition, which is on city-networks.</summary>
    public RowFilter And(string ofCityNetworks) => new($"{OfRows} AND {ofCityNetworks}", "", PlaceDetail.CityNetwork);

    /// <summary>The rows that pass a further condition, which is on monitor or service location.</summary>
    public RowFilter AndOfAll(string condition) => this with { OfRows = $"{OfRows} AND {condition}", OfCountries = $"{OfCountries} AND {condition}" };
}
