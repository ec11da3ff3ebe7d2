namespace Isobar.Server.Configuration.Syntax;

/// <summary>Where a value comes from: a place in the file or an environment variable.</summary>
/// <param name="Line">From 1; 0 for variables and for what has no place.</param>
/// <param name="Column">Character, from 1.</param>
/// <param name="Variable">The variable's name, or null.</param>
internal readonly record struct ConfigurationOrigin(int Line, int Column, string? Variable = null)
{
    /// <summary>The file as a whole.</summary>
    public static ConfigurationOrigin Whole => default;
}
