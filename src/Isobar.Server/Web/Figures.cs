namespace Isobar.Server.Web;

/// <summary>Numbers as answers show them: rounded to what they are exact to, and nothing where nothing is known.</summary>
internal static class Figures
{
    /// <summary>A score or percentage.</summary>
    public static double? Score(double? value) => value is double known && !double.IsNaN(known) ? Math.Round(known, 4) : null;

    /// <summary>Microseconds as milliseconds.</summary>
    public static double? Millis(double? micros) => micros is double known && !double.IsNaN(known) ? Math.Round(known / 1000, 3) : null;

    /// <summary>A part of a whole, percent; 0 of nothing.</summary>
    public static double Percent(double part, double whole) => whole > 0 ? Math.Round(100 * part / whole, 4) : 0;
}
