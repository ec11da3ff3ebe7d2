namespace Isobar.Simulator.Drawing;

/// <summary>
/// The shapes of round-trip times: the distribution of propagation + lognormal access + Gamma queue in units of the access median, on the axis of buckets. A family is
/// a pair's ratio of propagation to access and its spread of access; within a family there is a shape for each level of queueing. A pair is a family and a
/// position, so any number of pairs shares about a thousand tables.
/// </summary>
/// <remarks>Families are made while a world is made; afterwards the library is only read.</remarks>
internal sealed class ShapeLibrary
{
    /// <summary>Columns of a shape: buckets from its origin on; five octaves.</summary>
    public const int Columns = 256;

    /// <summary>Resolution of the alias thresholds.</summary>
    public const int ThresholdBits = 20;

    /// <summary>Mean queueing delay of each level, in units of the access median; Gamma with shape 2.</summary>
    public static readonly double[] QueueMeans = [0.02, 0.05, 0.09, 0.14, 0.20, 0.28];

    /// <summary>σ of ln access for each level of spread: fibre, cable, radio.</summary>
    public static readonly double[] AccessSpreads = [0.22, 0.32, 0.45];

    private const double RatioStep = 1.15;
    private const double LowestRatio = 0.02;
    private const int AccessPoints = 128;
    private const int QueuePoints = 32;

    private static readonly double[] s_normal = Middles(AccessPoints, Quantiles.Normal);
    private static readonly double[] s_gamma = Middles(QueuePoints, Quantiles.GammaOfTwo);

    private readonly Dictionary<(int Ratio, int Spread), int> _families = [];
    private readonly List<AliasCell[]> _cells = [];
    private readonly List<float[]> _shares = [];
    private readonly List<int> _origins = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _spreads = [];

    /// <summary>The level whose ratio is nearest.</summary>
    public static int RatioLevelOf(double ratio) =>
        (int)Math.Max(0, Math.Round(Math.Log(Math.Max(ratio, LowestRatio) / LowestRatio) / Math.Log(RatioStep)));

    /// <summary>Ratio of propagation to the access median at a level.</summary>
    public static double RatioOf(int level) => LowestRatio * Math.Pow(RatioStep, level);

    /// <summary>The number of a family, made when it is new.</summary>
    public int FamilyOf(int ratioLevel, int spreadLevel)
    {
        if (!_families.TryGetValue((ratioLevel, spreadLevel), out int family))
        {
            family = _families.Count;
            _families.Add((ratioLevel, spreadLevel), family);
            foreach (double queue in QueueMeans)
            {
                Add(RatioOf(ratioLevel), AccessSpreads[spreadLevel], queue);
            }
            int middle = (family * QueueMeans.Length) + (QueueMeans.Length / 2);
            _spreads.Add(0.5 * (Quantile(middle, 0.8413) - Quantile(middle, 0.1587)));
        }
        return family;
    }

    /// <summary>The shape of a family at a level of queueing.</summary>
    public static int ShapeOf(int family, int level) => family * QueueMeans.Length + level;

    /// <summary>Half the distance between the 16th and 84th percentile of a family at medium load, in buckets: the σ of ln RTT.</summary>
    public double SpreadOf(int family) => _spreads[family];

    /// <summary>The alias table of a shape.</summary>
    public AliasCell[] Cells(int shape) => _cells[shape];

    /// <summary>The probability of each column of a shape.</summary>
    public float[] Shares(int shape) => _shares[shape];

    /// <summary>Columns of a shape up to the last that is in use.</summary>
    public int ColumnsInUse(int shape) => _columns[shape];

    /// <summary>Position of a shape's first column, in buckets from the access median.</summary>
    public int Origin(int shape) => _origins[shape];

    /// <summary>A quantile of a shape, in buckets from the access median.</summary>
    public double Quantile(int shape, double share)
    {
        float[] shares = _shares[shape];
        double sum = 0;
        for (int column = 0; column < Columns; column++)
        {
            if (sum + shares[column] >= share && shares[column] > 0)
            {
                return _origins[shape] + column - 0.5 + (share - sum) / shares[column];
            }
            sum += shares[column];
        }
        return _origins[shape] + Columns - 1;
    }

    private void Add(double ratio, double spread, double queue)
    {
        double low = Math.Log(ratio + Math.Exp(spread * s_normal[0]) + 0.5 * queue * s_gamma[0]) / BucketGrid.LogGamma;
        int origin = (int)Math.Floor(low);
        double[] weights = new double[Columns];
        foreach (double access in s_normal)
        {
            double fixedPart = ratio + Math.Exp(spread * access);
            foreach (double delay in s_gamma)
            {
                double position = Math.Log(fixedPart + 0.5 * queue * delay) / BucketGrid.LogGamma;
                weights[Math.Clamp((int)Math.Round(position) - origin, 0, Columns - 1)] += 1.0 / (AccessPoints * QueuePoints);
            }
        }
        _cells.Add(AliasTable.Of(weights));
        _shares.Add(Array.ConvertAll(weights, weight => (float)weight));
        _origins.Add(origin);
        _columns.Add(Array.FindLastIndex(weights, static weight => weight > 0) + 1);
    }

    private static double[] Middles(int points, Func<double, double> quantile) =>
        [.. Enumerable.Range(0, points).Select(i => quantile((i + 0.5) / points))];
}
