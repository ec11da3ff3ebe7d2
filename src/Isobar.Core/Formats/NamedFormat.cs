namespace Isobar.Core.Formats;

/// <summary>A format that can be picked by its name.</summary>
/// <param name="Format">The format.</param>
/// <param name="Description">What writes such lines, in a few words.</param>
public sealed record NamedFormat(LogFormat Format, string Description)
{
    /// <summary>The name by which it is picked; lower case.</summary>
    public string Name => Format.Name;
}
