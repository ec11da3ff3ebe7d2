using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Locations;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Insights;

/// <summary>What every candidate gives every city-network.</summary>
internal sealed class CandidateTable
{
    private const double MicrosPerMilli = 1000;

    private readonly InsightOptions _options;
    private readonly ImmutableArray<ServiceLocation> _locations;
    private readonly Dictionary<string, ServiceLocation> _known;
    private readonly Dictionary<(CityNetworkId, string), PairTimes> _measured = [];
    private readonly LatencyModel _firstByte;
    private readonly LatencyModel _roundTrip;

    public CandidateTable(IReadOnlyCollection<PairTimes> times, InsightOptions options)
    {
        _options = options;
        _locations = InsightAnalysis.LocationsOf(options);
        _known = _locations.ToDictionary(location => location.Name, StringComparer.Ordinal);
        foreach (PairTimes pair in times)
        {
            _measured.Add((pair.CityNetwork.Id, pair.ServiceLocation), pair);
        }
        _firstByte = LatencyModel.Learn(times.Select(pair => RowOf(pair, pair.FirstByte)).OfType<ModelRow>());
        _roundTrip = LatencyModel.Learn(times.Select(pair => RowOf(pair, pair.RoundTrip)).OfType<ModelRow>());
        MeasuredLocations = times
            .Where(pair => double.IsFinite(pair.FirstByte.Median) || double.IsFinite(pair.RoundTrip.Median))
            .Select(pair => pair.ServiceLocation)
            .Distinct(StringComparer.Ordinal)
            .Count();
    }

    /// <summary>Number of service locations with measured times.</summary>
    public int MeasuredLocations { get; }

    /// <summary>What a city-network sees, and would see.</summary>
    public LocationInsight InsightOf(PairTimes pair)
    {
        List<CandidateEstimate> candidates = [.. _locations.Where(location => location.Kind != ServiceLocationKind.Edge).Select(location => Estimate(pair, location, location.Name))];
        if (candidates.TrueForAll(candidate => candidate.ServiceLocation != pair.ServiceLocation) && !IsEdge(pair.ServiceLocation))
        {
            candidates.Add(Present(pair, pair.ServiceLocation, isCdn: false));
        }
        CandidateEstimate? cdn = CdnOf(pair);
        if (cdn is not null)
        {
            candidates.Add(cdn);
        }
        return new LocationInsight
        {
            CityNetwork = pair.CityNetwork,
            ServiceLocation = pair.ServiceLocation,
            Traffic = pair.Traffic,
            FirstByte = InsightAnalysis.EstimateOf(pair.FirstByte, EstimateSource.Measured, _options.Confidence),
            RoundTrip = InsightAnalysis.EstimateOf(pair.RoundTrip, EstimateSource.Measured, _options.Confidence),
            Candidates = [.. candidates.OrderBy(candidate => candidate.ServiceLocation, StringComparer.Ordinal)],
            BestRegion = Best(candidates.Where(candidate => !candidate.IsCdn), pair.ServiceLocation),
            BestCdn = cdn,
        };
    }

    /// <summary>The best location and the content delivery network as <see cref="InsightOf"/> tells them, by their times alone: without intervals and gains, at a fraction of the price.</summary>
    public (PlaceTime? Region, PlaceTime? Cdn) BestOf(PairTimes pair)
    {
        PlaceTime? best = null, present = IsEdge(pair.ServiceLocation) ? null : new(pair.ServiceLocation, pair.FirstByte.Median);
        foreach (ServiceLocation location in _locations)
        {
            if (location.Kind == ServiceLocationKind.Edge)
            {
                continue;
            }
            double micros = FirstByteAt(pair, location);
            if (double.IsFinite(micros) && (best is null || micros < best.Value.Micros))
            {
                best = new(location.Name, micros);
            }
        }
        bool isBetter = best is { } there && (present is not { } here || !double.IsFinite(here.Micros) || here.Micros - there.Micros >= _options.LeastBetterMicros);
        double cdn = IsEdge(pair.ServiceLocation) ? pair.FirstByte.Median : EdgeFor(pair) is { } edge ? FirstByteAt(pair, edge) : double.NaN;
        return (isBetter ? best : Known(present), double.IsFinite(cdn) ? new(InsightAnalysis.Cdn, cdn) : null);
    }

    private static PlaceTime? Known(PlaceTime? place) => place is { } known && double.IsFinite(known.Micros) ? known : null;

    private double FirstByteAt(PairTimes pair, ServiceLocation location) => location.Name == pair.ServiceLocation
        ? pair.FirstByte.Median
        : Time(pair, location, pair.FirstByte, _measured.GetValueOrDefault((pair.CityNetwork.Id, location.Name))?.FirstByte, _firstByte).Median.Median;

    /// <summary>The fastest of these; the present location where none is faster by the least difference that counts.</summary>
    private CandidateEstimate? Best(IEnumerable<CandidateEstimate> candidates, string current)
    {
        CandidateEstimate? best = null;
        CandidateEstimate? present = null;
        foreach (CandidateEstimate candidate in candidates.Where(candidate => candidate.FirstByte is not null))
        {
            present = candidate.ServiceLocation == current ? candidate : present;
            best = best is null || candidate.FirstByte!.Value.Micros < best.FirstByte!.Value.Micros ? candidate : best;
        }
        bool isBetter = best is not null && (present is null || present.FirstByte!.Value.Micros - best.FirstByte!.Value.Micros >= _options.LeastBetterMicros);
        return isBetter ? best : present;
    }

    private CandidateEstimate Estimate(PairTimes pair, ServiceLocation location, string name)
    {
        if (location.Name == pair.ServiceLocation)
        {
            return Present(pair, name, isCdn: name == InsightAnalysis.Cdn);
        }
        PairTimes? there = _measured.GetValueOrDefault((pair.CityNetwork.Id, location.Name));
        (MedianInterval Median, EstimateSource Source) firstByte = Time(pair, location, pair.FirstByte, there?.FirstByte, _firstByte);
        (MedianInterval Median, EstimateSource Source) roundTrip = Time(pair, location, pair.RoundTrip, there?.RoundTrip, _roundTrip);
        return new CandidateEstimate(
            name,
            name == InsightAnalysis.Cdn,
            InsightAnalysis.EstimateOf(firstByte.Median, firstByte.Source, _options.Confidence),
            InsightAnalysis.EstimateOf(roundTrip.Median, roundTrip.Source, _options.Confidence),
            GainOf(pair.FirstByte, firstByte.Median),
            GainOf(pair.RoundTrip, roundTrip.Median));
    }

    private CandidateEstimate Present(PairTimes pair, string name, bool isCdn) => new(
        name,
        isCdn,
        InsightAnalysis.EstimateOf(pair.FirstByte, EstimateSource.Measured, _options.Confidence),
        InsightAnalysis.EstimateOf(pair.RoundTrip, EstimateSource.Measured, _options.Confidence),
        null,
        null);

    private TimeGain? GainOf(MedianInterval now, MedianInterval then) =>
        double.IsFinite(now.Median) && double.IsFinite(then.Median) ? TimeGain.Between(now, then, _options.Confidence) : null;

    /// <summary>Measured where it is; predicted where the present time and both places are known.</summary>
    private (MedianInterval Median, EstimateSource Source) Time(
        PairTimes pair, ServiceLocation location, MedianInterval now, MedianInterval? there, LatencyModel model)
    {
        if (there is { } measured && double.IsFinite(measured.Median))
        {
            return (measured, EstimateSource.Measured);
        }
        EstimateSource source = model.IsDistanceOnly ? EstimateSource.PredictedByDistance : EstimateSource.Predicted;
        double kilometres = Kilometres(pair.CityNetwork, location);
        if (RowOf(pair, now) is not { } row || !double.IsFinite(kilometres) || !double.IsFinite(row.Kilometres))
        {
            return (new MedianInterval(double.NaN, double.PositiveInfinity), source);
        }
        (double millis, double error) = model.Predict(row, location.Name, kilometres);
        return (new MedianInterval(millis * MicrosPerMilli, error * MicrosPerMilli), source);
    }

    /// <summary>The content delivery network: measured at the edge where the city-network is seen, else predicted for the nearest edge.</summary>
    private CandidateEstimate? CdnOf(PairTimes pair)
    {
        if (IsEdge(pair.ServiceLocation))
        {
            return Present(pair, InsightAnalysis.Cdn, isCdn: true);
        }
        return EdgeFor(pair) is { } edge ? Estimate(pair, edge, InsightAnalysis.Cdn) : null;
    }

    /// <summary>The edge that stands for the network: where the city-network is seen, else the nearest.</summary>
    private ServiceLocation? EdgeFor(PairTimes pair)
    {
        ServiceLocation? seen = EdgeLocations.All.FirstOrDefault(edge => _measured.ContainsKey((pair.CityNetwork.Id, edge.Name)));
        if (_measured.ContainsKey((pair.CityNetwork.Id, InsightAnalysis.Cdn)))
        {
            seen = new ServiceLocation(InsightAnalysis.Cdn, ServiceLocationKind.Edge, "", double.NaN, double.NaN, []);
        }
        return seen ?? (_options.IncludeCdn ? NearestEdge(pair.CityNetwork) : null);
    }

    private bool IsEdge(string name) =>
        name == InsightAnalysis.Cdn || (_known.TryGetValue(name, out ServiceLocation? location) ? location.Kind == ServiceLocationKind.Edge : EdgeLocations.FindCode(name) is not null);

    private static ServiceLocation? NearestEdge(CityNetwork network)
    {
        ServiceLocation? nearest = null;
        double least = double.PositiveInfinity;
        foreach (ServiceLocation edge in EdgeLocations.All)
        {
            double kilometres = Kilometres(network, edge);
            if (kilometres < least)
            {
                (nearest, least) = (edge, kilometres);
            }
        }
        return nearest;
    }

    private static double Kilometres(CityNetwork network, ServiceLocation location) =>
        GreatCircle.Kilometres(network.Latitude, network.Longitude, location.Latitude, location.Longitude);

    private ModelRow? RowOf(PairTimes pair, MedianInterval time)
    {
        ServiceLocation? location = _known.GetValueOrDefault(pair.ServiceLocation) ?? BuiltInLocations.Find(pair.ServiceLocation);
        if (!double.IsFinite(time.Median) || !double.IsFinite(time.StandardError) || location is null)
        {
            return null;
        }
        CityNetwork network = pair.CityNetwork;
        return new ModelRow(
            network.Id.Value, network.Asn, network.CountryCode, pair.ServiceLocation, Kilometres(network, location), time.Median / MicrosPerMilli, time.StandardError / MicrosPerMilli);
    }
}
