namespace Isobar.Simulator.Drawing;

/// <summary>One column of an alias table (Walker 1977): a draw of this column stays in it below the threshold, else goes to the alias.</summary>
/// <param name="Threshold">Of 2^20.</param>
/// <param name="Alias">The other column.</param>
internal readonly record struct AliasCell(int Threshold, int Alias);
