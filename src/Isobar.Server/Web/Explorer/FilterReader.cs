using Isobar.Storage.Explorer;

namespace Isobar.Server.Web.Explorer;

/// <summary>Reads the parameters `f` and `group` of the console's API.</summary>
internal static class FilterReader
{
    private static readonly Dictionary<string, ExplorerDimension> s_fields = new(StringComparer.Ordinal)
    {
        ["location"] = ExplorerDimension.ServiceLocation,
        ["country"] = ExplorerDimension.Country,
        ["subdivision"] = ExplorerDimension.Subdivision,
        ["metro"] = ExplorerDimension.Metro,
        ["city"] = ExplorerDimension.City,
        ["network"] = ExplorerDimension.Network,
        ["family"] = ExplorerDimension.AddressFamily,
    };

    /// <summary>The filters, one for each field.</summary>
    /// <exception cref="ConsoleFault">One cannot be read.</exception>
    public static IReadOnlyList<ExplorerFilter> Read(string[]? filters)
    {
        List<(ExplorerDimension Dimension, bool Excludes, string Value)> parts = [];
        foreach (string text in filters ?? [])
        {
            bool excludes = text.StartsWith('!');
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                throw ConsoleFault.Invalid("f", "field:value or !field:value is expected.");
            }
            parts.Add((Dimension("f", text[(excludes ? 1 : 0)..colon]), excludes, text[(colon + 1)..]));
        }
        return
        [
            .. parts.GroupBy(part => part.Dimension).Select(group => new ExplorerFilter(
                group.Key, [.. group.Where(part => !part.Excludes).Select(part => part.Value)], [.. group.Where(part => part.Excludes).Select(part => part.Value)])),
        ];
    }

    /// <summary>The dimension of a name.</summary>
    /// <exception cref="ConsoleFault">There is none.</exception>
    public static ExplorerDimension Dimension(string member, string name) => s_fields.TryGetValue(name, out ExplorerDimension dimension)
        ? dimension
        : throw ConsoleFault.Invalid(member, $"One of {string.Join(", ", s_fields.Keys)} is expected.");
}
