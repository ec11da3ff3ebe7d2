using Isobar.Server.Sources;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.Lines;

/// <summary>One run of `isobar simulate --lines`: the log, and the atlas that knows its clients.</summary>
/// <param name="World">Whose traffic.</param>
/// <param name="Options">What to write, and where to.</param>
internal sealed record LineRun(SimulatedWorld World, LineOptions Options)
{
    /// <summary>What is wrong with the options, as sentences; empty when nothing is.</summary>
    public IEnumerable<string> Faults
    {
        get
        {
            string[] names = [.. World.Locations.Select(place => place.Name)];
            return names.Contains(Options.Location) ? []
                : [$"--location: there is no service location \"{Options.Location}\" in this world; there are {string.Join(", ", names)}."];
        }
    }

    /// <summary>Writes log and atlas.</summary>
    /// <param name="onProgress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Lines and bytes of the log.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public (long Lines, long Bytes) Run(Action<double>? onProgress, CancellationToken cancel)
    {
        if (Options.AtlasPath is { } atlas)
        {
            File.WriteAllBytes(atlas, WorldAtlas.Build(World));
        }
        LineWriter writer = new(World, Options.Location);
        using Stream output = Options.Path == LogInput.StandardInput ? Console.OpenStandardOutput() : File.Create(Options.Path, 1 << 20);
        writer.Write(Options.From, Options.From + (long)Options.Days * WorldOptions.DaySeconds, output, onProgress, cancel);
        return (writer.Lines, writer.Bytes);
    }
}
