using System.Globalization;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Values;
using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>Shows people what a good configuration configures.</summary>
internal sealed class ConfigurationSummary(IAnsiConsole console)
{
    /// <summary>Writes the summary.</summary>
    public void Write(string path, IsobarConfiguration configuration)
    {
        console.MarkupLineInterpolated($"[green]OK[/] {path}");
        WriteSettings(configuration);
        if (configuration.Sources.IsEmpty)
        {
            console.MarkupLine("No sources: [bold]isobar up[/] plays the demo.");
        }
        else
        {
            WriteSources(configuration);
        }
    }

    private void WriteSettings(IsobarConfiguration configuration)
    {
        var grid = new Grid().AddColumn().AddColumn();
        void Row(string name, string value) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value));
        Row("account, Region", $"{configuration.Account}, {configuration.Region}");
        Row("listens on", configuration.Listen.ToString());
        Row("data", configuration.DataFolder);
        Row("window, grace", $"{DurationText.Write(configuration.Window)}, {DurationText.Write(configuration.Grace)}");
        Row("retention", string.Create(CultureInfo.InvariantCulture, $"{configuration.RetentionDays} days"));
        Row("webhooks", configuration.Webhooks.IsEmpty ? "none: nobody is told of events" : string.Join(", ", configuration.Webhooks.Keys));
        IEnumerable<string> buckets = configuration.Buckets.Select(bucket => $"{bucket.Key} ({bucket.Value.Place})");
        Row("buckets", configuration.Buckets.IsEmpty ? "none: measurements are delivered nowhere" : string.Join(", ", buckets));
        Row("measurement log", configuration.MeasurementLog is { } log ? string.Create(CultureInfo.InvariantCulture, $"{log.Folder}, {log.RetentionDays} days") : "none");
        Row("trusted proxies", configuration.TrustedProxies.IsEmpty ? "none" : string.Join(", ", configuration.TrustedProxies));
        Row("outcome rules", configuration.Outcomes.IsEmpty ? "as built in" : string.Create(CultureInfo.InvariantCulture, $"{configuration.Outcomes.Length} of your own"));
        Row("own locations", configuration.Locations.IsEmpty ? "none" : string.Join(", ", configuration.Locations.Keys));
        console.Write(grid);
    }

    private void WriteSources(IsobarConfiguration configuration)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("source", "files", "format", "location", "stands for");
        foreach (SourceConfiguration source in configuration.Sources.Values)
        {
            string place = source.Location ?? "edge of each record";
            table.AddRow(
                new Text(source.Name),
                new Text(string.Join('\n', source.Files)),
                new Text(source.Format ?? "recognised"),
                new Text(source.Zone.Length > 0 ? $"{place}, {source.Zone}" : place),
                new Text(source.Resource.Text));
        }
        console.Write(table);
    }
}
