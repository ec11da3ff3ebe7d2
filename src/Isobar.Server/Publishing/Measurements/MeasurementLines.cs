using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Storage;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Writes measurements as lines of JSON. The same measurements make the same bytes, whenever they are written. What is in memory at once is a part of the rows, however many
/// there are.
/// </summary>
internal sealed class MeasurementLines : IDisposable
{
    /// <summary>Rows whose names are looked up at once: each lookup has a price, each name some 300 bytes.</summary>
    private const int RowsAtOnce = 8_192;

    private readonly DataFolder _folder;
    private readonly Stream _output;
    private readonly BestPlaces _places;
    private readonly string _serviceName;
    private readonly Utf8JsonWriter _json;

    /// <param name="folder">Knows the names of city-networks.</param>
    /// <param name="places">Knows where else they would be answered.</param>
    /// <param name="output">Where lines go; it stays open.</param>
    /// <param name="monitor">The monitor that measured.</param>
    public MeasurementLines(DataFolder folder, BestPlaces places, Stream output, MonitorRecord monitor)
    {
        _folder = folder;
        _output = output;
        _places = places;
        _serviceName = ServiceNameOf(monitor);
        // Names of places are not escaped: the lines are read by programs and people, not by browsers.
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes all rows of a batch, one a line.</summary>
    public void Write(MeasurementBatch batch)
    {
        foreach ((int row, CityNetwork client) in Named(_folder, batch))
        {
            (PlaceTime? best, PlaceTime? cdn) = _places.Of(batch, row, client);
            Write(MeasurementRecord.Of(batch, row, client), best, cdn);
        }
    }

    /// <summary>Writes a record; where else the users of a wider place would be answered is not told.</summary>
    public void Write(in MeasurementRecord record) => Write(record, null, null);

    /// <summary>The rows of a batch with their names, which are looked up a part at a time.</summary>
    public static IEnumerable<(int Row, CityNetwork Client)> Named(DataFolder folder, MeasurementBatch batch)
    {
        for (int first = 0; first < batch.Count; first += RowsAtOnce)
        {
            int end = Math.Min(first + RowsAtOnce, batch.Count);
            IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. batch.CityNetwork[first..end].Distinct()]);
            for (int row = first; row < end; row++)
            {
                CityNetworkId id = batch.CityNetwork[row];
                yield return (row, names.GetValueOrDefault(id) ?? CityNetwork.Unlocated with { Id = id });
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Write(in MeasurementRecord record, PlaceTime? best, PlaceTime? cdn)
    {
        _json.Reset();
        record.Write(_json, _serviceName, best, cdn);
        _json.Flush();
        _output.WriteByte((byte)'\n');
    }

    /// <summary>What the service calls what answers: WorkSpaces where nothing else is watched, CloudFront likewise, and VPC for all else.</summary>
    private static string ServiceNameOf(MonitorRecord monitor)
    {
        ResourceKind?[] kinds = [.. monitor.Resources.Select(text => ResourceArn.TryParse(text, out ResourceArn? arn, out _) ? arn.Kind : null).Distinct()];
        return kinds switch
        {
            [{ Name: "workspaces" }] => "WORKSPACES",
            [{ Name: "cloudfront" }] => "CloudFront",
            _ => "VPC",
        };
    }
}
