using Isobar.Core.Locations;
using Isobar.Simulator.Cities;

namespace Isobar.Simulator.Tests.Cities;

public sealed class WorldCitiesTests
{
    [Fact]
    public void There_are_over_three_hundred_cities_each_once_and_on_this_planet()
    {
        Assert.InRange(WorldCities.All.Length, 300, 400);
        Assert.Equal(WorldCities.All.Length, WorldCities.All.Select(city => (city.CountryCode, city.Subdivision, city.Name)).Distinct().Count());
        Assert.All(WorldCities.All, city =>
        {
            Assert.InRange(city.Latitude, -60, 75);
            Assert.InRange(city.Longitude, -180, 180);
            Assert.InRange(city.Weight, 1, 400);
            Assert.Matches("^[A-Z][A-Za-z .-]+$", city.Name);
        });
        Assert.True(WorldCities.All.Select(city => city.CountryCode).Distinct().Count() >= 90);
    }

    [Fact]
    public void Cities_lie_where_the_table_of_edges_has_them()
    {
        // Two tables written apart: a wrong sign or a slipped digit in one of them shows.
        int compared = 0;
        foreach (WorldCity city in WorldCities.All)
        {
            ServiceLocation[] edges = [.. EdgeLocations.All.Where(edge => edge.Place == city.Name)];
            if (edges.Length > 0)
            {
                double nearest = edges.Min(edge => WorldCities.DistanceKm(city.Latitude, city.Longitude, edge.Latitude, edge.Longitude));
                // San Jose and Santiago exist more than once.
                Assert.True(nearest < 30 || nearest > 1_000, $"{city.Name}: {nearest:F0} km");
                compared += nearest < 30 ? 1 : 0;
            }
        }
        Assert.True(compared > 60);
    }

    [Fact]
    public void Neighbours_in_a_country_are_near_each_other()
    {
        foreach (IGrouping<string, WorldCity> country in WorldCities.All.GroupBy(city => city.CountryCode).Where(country => country.Key is not ("US" or "NZ" or "AU" or "CA")))
        {
            foreach (WorldCity city in country.Skip(1))
            {
                double nearest = country.Where(other => other != city).Min(other => WorldCities.DistanceKm(city.Latitude, city.Longitude, other.Latitude, other.Longitude));
                Assert.True(nearest < 2_000, $"{city.Name}: {nearest:F0} km");
            }
        }
    }

    [Theory]
    [InlineData(52.52, 13.41, 48.86, 2.35, 878)]
    [InlineData(40.71, -74.01, 35.68, 139.77, 10_850)]
    [InlineData(0, 0, 0, 180, 20_015)]
    [InlineData(10, 20, 10, 20, 0)]
    public void Distances_are_great_circles(double latitude1, double longitude1, double latitude2, double longitude2, double km) =>
        Assert.Equal(km, WorldCities.DistanceKm(latitude1, longitude1, latitude2, longitude2), 10.0);
}
