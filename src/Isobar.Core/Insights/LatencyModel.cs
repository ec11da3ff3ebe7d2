namespace Isobar.Core.Insights;

/// <summary>
/// What a time depends on, learned from all measured pairs: time = base + slope · distance + effects of service location, country and client network + what is
/// the city-network's own (its access) + what is the path's own. Robust: rows far off count less (Huber, 1964).
/// </summary>
/// <remarks>
/// With fewer than two measured service locations there is no telling what is the location's and what is the clients'; then distance alone is used.
/// The share of the rest that is the city-network's own is learned from city-networks that are measured at several locations.
/// </remarks>
internal sealed class LatencyModel
{
    /// <summary>Light in fibre takes a millisecond for 100 km there and back; no path is faster.</summary>
    public const double LeastSlope = 0.01;

    /// <summary>Cables are longer than the great circle, by about two on average.</summary>
    private const double UsualSlope = 0.02;

    private const double UsualSlopeError = 0.006;

    /// <summary>Scatter that is assumed where there is nothing to learn it from, milliseconds.</summary>
    private const double UsualScatter = 20;

    private const double LeastScatter = 0.5;
    private const int FewestRows = 8;
    private const int FewestToCalibrate = 20;
    private const int Rounds = 30;

    /// <summary>Residuals beyond this many standard deviations count less.</summary>
    private const double HuberLimit = 1.345;

    private readonly EffectTable<string> _locations = new(3);
    private readonly EffectTable<string> _countries = new(5);
    private readonly EffectTable<uint> _networks = new(3);
    private double _base;
    private double _slope = UsualSlope;
    private double _slopeError = UsualSlopeError;
    private double _scatter = UsualScatter;
    private double _ownVariance = UsualScatter * UsualScatter / 2;
    private double _errorFactor = 1;

    private LatencyModel(bool isDistanceOnly) => IsDistanceOnly = isDistanceOnly;

    /// <summary>Whether fewer than two service locations are measured.</summary>
    public bool IsDistanceOnly { get; }

    /// <summary>Milliseconds for each kilometre, there and back.</summary>
    public double Slope => _slope;

    /// <summary>Learns from rows; their order does not matter.</summary>
    public static LatencyModel Learn(IEnumerable<ModelRow> measured)
    {
        ModelRow[] rows = [.. measured
            .Where(row => double.IsFinite(row.Kilometres) && double.IsFinite(row.Millis))
            .OrderBy(row => row.CityNetwork)
            .ThenBy(row => row.Location, StringComparer.Ordinal)];
        LatencyModel model = new(rows.Select(row => row.Location).Distinct(StringComparer.Ordinal).Count() < 2);
        if (rows.Length > 0)
        {
            model._base = Median([.. rows.Select(row => row.Millis - UsualSlope * row.Kilometres)]);
        }
        if (rows.Length >= FewestRows)
        {
            model.Fit(rows);
        }
        return model;
    }

    /// <summary>
    /// What a city-network would see at another service location, given what it sees now: the median in milliseconds, and the standard error of the difference.
    /// </summary>
    /// <param name="now">What it sees now.</param>
    /// <param name="location">The other location.</param>
    /// <param name="kilometres">Its distance.</param>
    public (double Millis, double Error) Predict(ModelRow now, string location, double kilometres)
    {
        double farther = kilometres - now.Kilometres;
        double slopeVariance = _slopeError * _slopeError * farther * farther;
        double pathVariance = Math.Max(_scatter * _scatter - _ownVariance, LeastScatter * LeastScatter);
        if (IsDistanceOnly)
        {
            // Neither this path nor the other is known to be usual: each differs as much as paths to this location differ from each other.
            double sum = now.Millis + _slope * farther;
            return (Math.Max(sum, kilometres * LeastSlope), Math.Sqrt(slopeVariance + 2 * _scatter * _scatter));
        }
        double residual = now.Millis - Expected(now);
        double own = _ownVariance / (_ownVariance + pathVariance + now.Error * now.Error);
        double location0 = _locations.Knows(location) ? 0 : _locations.Variance;
        double millis = Expected(now with { Location = location, Kilometres = kilometres }) + own * residual;
        double variance = _ownVariance * (1 - own) + pathVariance + slopeVariance + location0;
        return (Math.Max(millis, kilometres * LeastSlope), _errorFactor * Math.Sqrt(variance));
    }

    private double Expected(in ModelRow row) =>
        _base + _slope * row.Kilometres + _locations[row.Location] + _countries[row.Country] + _networks[row.Asn];

    private void Fit(ModelRow[] rows)
    {
        double[] weights = new double[rows.Length];
        Array.Fill(weights, 1);
        for (int round = 0; round < Rounds; round++)
        {
            FitLine(rows, weights);
            if (!IsDistanceOnly)
            {
                FitEffects(rows, weights);
            }
            double[] residuals = [.. rows.Select(row => row.Millis - Expected(row))];
            _scatter = Math.Max(1.4826 * Median([.. residuals.Select(Math.Abs)]), LeastScatter);
            for (int i = 0; i < rows.Length; i++)
            {
                double limit = HuberLimit * Math.Sqrt(_scatter * _scatter + rows[i].Error * rows[i].Error);
                weights[i] = Math.Abs(residuals[i]) <= limit ? 1 : limit / Math.Abs(residuals[i]);
            }
        }
        _ownVariance = OwnVariance(rows, weights);
        _errorFactor = IsDistanceOnly ? 1 : Calibrate(rows);
    }

    /// <summary>
    /// By how much intervals are too narrow: errors have long tails. Every city-network that is measured at two locations is predicted from the other one, and 95 %
    /// of the predictions must lie within their intervals.
    /// </summary>
    private double Calibrate(ModelRow[] rows)
    {
        List<double> deviations = [];
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].CityNetwork == rows[i - 1].CityNetwork)
            {
                (double millis, double error) = Predict(rows[i - 1], rows[i].Location, rows[i].Kilometres);
                deviations.Add(Math.Abs(rows[i].Millis - millis) / Math.Sqrt(error * error + rows[i].Error * rows[i].Error));
            }
        }
        if (deviations.Count < FewestToCalibrate)
        {
            return 1;
        }
        deviations.Sort();
        return Math.Max(1, deviations[(int)Math.Ceiling(0.95 * deviations.Count) - 1] / 1.96);
    }

    /// <summary>Weighted least squares for base and slope; a slope that is not known from these rows stays as usual.</summary>
    private void FitLine(ModelRow[] rows, double[] weights)
    {
        double sum = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            sum += weights[i];
            sumX += weights[i] * rows[i].Kilometres;
            sumY += weights[i] * Rest(rows[i]);
        }
        double meanX = sumX / sum, meanY = sumY / sum;
        double squares = 0, products = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double x = rows[i].Kilometres - meanX;
            squares += weights[i] * x * x;
            products += weights[i] * x * (Rest(rows[i]) - meanY);
        }
        // What is usual counts as a measurement with its own error, so that few rows at one distance do not make a slope.
        double precision = squares / (_scatter * _scatter);
        double usualPrecision = 1 / (UsualSlopeError * UsualSlopeError);
        double slope = squares > 0 ? products / squares : UsualSlope;
        _slope = Math.Max(LeastSlope, (slope * precision + UsualSlope * usualPrecision) / (precision + usualPrecision));
        _slopeError = Math.Sqrt(1 / (precision + usualPrecision));
        _base = meanY - _slope * meanX;
    }

    private double Rest(in ModelRow row) => row.Millis - _locations[row.Location] - _countries[row.Country] - _networks[row.Asn];

    private void FitEffects(ModelRow[] rows, double[] weights)
    {
        Refit(_locations, row => row.Location);
        Refit(_countries, row => row.Country);
        Refit(_networks, row => row.Asn);

        void Refit<TKey>(EffectTable<TKey> effects, Func<ModelRow, TKey> keyOf)
            where TKey : notnull
        {
            double[] residuals = [.. rows.Select(row => row.Millis - Expected(row) + effects[keyOf(row)])];
            effects.Clear();
            for (int i = 0; i < rows.Length; i++)
            {
                effects.Add(keyOf(rows[i]), residuals[i], weights[i]);
            }
        }
    }

    /// <summary>
    /// Variance of what a city-network has in common at all locations: the mean product of its residuals at two of them. Half of the scatter where no city-network is
    /// measured at two.
    /// </summary>
    private double OwnVariance(ModelRow[] rows, double[] weights)
    {
        double products = 0, count = 0;
        for (int i = 1; i < rows.Length; i++)
        {
            for (int j = i - 1; j >= 0 && rows[j].CityNetwork == rows[i].CityNetwork; j--)
            {
                double weight = weights[i] * weights[j];
                products += weight * (rows[i].Millis - Expected(rows[i])) * (rows[j].Millis - Expected(rows[j]));
                count += weight;
            }
        }
        double all = _scatter * _scatter;
        return count < 3 ? all / 2 : Math.Clamp(products / count, 0.05 * all, 0.95 * all);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
