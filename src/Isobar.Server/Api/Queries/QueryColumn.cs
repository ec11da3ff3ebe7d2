using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>A column of results.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type that is told: integer, bigint, float, double, string, array, map.</param>
/// <param name="Source">The column of the measurement store that it is; null where insights fill it.</param>
internal sealed record QueryColumn(string Name, string Type, MeasurementColumn? Source = null)
{
    /// <summary>Whether its cells are texts, so that they cannot be compared with a number.</summary>
    public bool IsText => Type is "string" or "array" or "map";
}
