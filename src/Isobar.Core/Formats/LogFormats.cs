using Isobar.Core.Formats.Columns;
using Isobar.Core.Formats.Json;
using Isobar.Core.Formats.Templates;

namespace Isobar.Core.Formats;

/// <summary>All formats that have a name.</summary>
public static class LogFormats
{
    /// <summary>The formats, in the order in which detection prefers them among equals.</summary>
    public static IReadOnlyList<NamedFormat> Named { get; } = [.. TemplateFormats.All, .. ColumnFormats.All, .. JsonFormats.All];

    /// <summary>Finds a format by its name, in any case.</summary>
    public static bool TryFind(string name, out LogFormat? format)
    {
        format = Named.FirstOrDefault(named => named.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Format;
        return format is not null;
    }
}
