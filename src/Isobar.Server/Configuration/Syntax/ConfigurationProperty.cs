namespace Isobar.Server.Configuration.Syntax;

/// <summary>A member of a section.</summary>
/// <param name="Name">The key.</param>
/// <param name="NameOrigin">Where the key is written.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigurationProperty(string Name, ConfigurationOrigin NameOrigin, ConfigurationNode Value);
