namespace Isobar.Web.Tests;

/// <summary>How a browser shows the console.</summary>
/// <param name="Name">In the names of screenshots.</param>
/// <param name="Width">Of the window, pixels.</param>
/// <param name="Height">Of the window, pixels.</param>
/// <param name="IsDark">Whether it prefers dark pages.</param>
/// <param name="IsPhone">Whether it is a phone.</param>
internal sealed record Look(string Name, int Width, int Height, bool IsDark = false, bool IsPhone = false)
{
    public static readonly Look Light = new("light", 1440, 1000);

    public static readonly Look Dark = new("dark", 1440, 1000, IsDark: true);

    public static readonly Look Phone = new("phone", 390, 844, IsPhone: true);

    public static Look Of(string name) => name switch { "light" => Light, "dark" => Dark, _ => Phone };
}
