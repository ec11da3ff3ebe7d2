namespace Isobar.Simulator.Drawing;

/// <summary>Builds alias tables: a draw from any number of columns costs one look-up (Walker 1977; Vose 1991 builds in linear time).</summary>
internal static class AliasTable
{
    /// <summary>The table of these weights, which sum to one.</summary>
    public static AliasCell[] Of(ReadOnlySpan<double> weights)
    {
        int columns = weights.Length;
        double[] scaled = new double[columns];
        Stack<int> small = new(), large = new();
        for (int i = 0; i < columns; i++)
        {
            scaled[i] = weights[i] * columns;
            (scaled[i] < 1 ? small : large).Push(i);
        }
        AliasCell[] cells = new AliasCell[columns];
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop(), more = large.Pop();
            cells[less] = Cell(scaled[less], more);
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).Push(more);
        }
        // What is left is one up to rounding.
        foreach (int i in small.Concat(large))
        {
            cells[i] = Cell(1, i);
        }
        return cells;
    }

    private static AliasCell Cell(double keep, int alias) => new((int)Math.Round(keep * (1 << ShapeLibrary.ThresholdBits)), alias);
}
