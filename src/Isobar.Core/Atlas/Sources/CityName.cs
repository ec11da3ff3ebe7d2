namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Groups the districts of a city: some sources write "Berlin (Mitte)". When a name ends in a closing bracket and an opening one follows a space, the
/// city is what stands before the first such bracket; names that are nothing but a bracket stay as they are.
/// </summary>
/// <remarks>The subdivision stays part of a city-network's identity, so "Frankfurt (Oder)" of Brandenburg is not mixed with Frankfurt of Hesse.</remarks>
public static class CityName
{
    /// <summary>The name without the districts in brackets at its end.</summary>
    public static string WithoutDistrict(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.EndsWith(')'))
        {
            return name;
        }
        int bracket = name.IndexOf(" (", StringComparison.Ordinal);
        string city = bracket < 0 ? "" : name[..bracket].Trim();
        return city.Length > 0 ? city : name;
    }
}
