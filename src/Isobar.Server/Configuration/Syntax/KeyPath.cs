using System.Globalization;

namespace Isobar.Server.Configuration.Syntax;

/// <summary>Writes paths of keys: `sources.web.files[0]`.</summary>
internal static class KeyPath
{
    /// <summary>The path of a member.</summary>
    public static string Member(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The path of a list's item, from 0.</summary>
    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
