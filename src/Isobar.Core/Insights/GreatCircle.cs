namespace Isobar.Core.Insights;

/// <summary>Distances on the globe.</summary>
internal static class GreatCircle
{
    private const double EarthRadiusKilometres = 6371.0;

    /// <summary>Kilometres between two places by the haversine formula; NaN where a coordinate is not known.</summary>
    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        double sinLatitude = Math.Sin(Radians(latitude2 - latitude1) / 2);
        double sinLongitude = Math.Sin(Radians(longitude2 - longitude1) / 2);
        double square = sinLatitude * sinLatitude + Math.Cos(Radians(latitude1)) * Math.Cos(Radians(latitude2)) * sinLongitude * sinLongitude;
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
