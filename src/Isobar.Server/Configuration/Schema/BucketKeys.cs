using System.Text.RegularExpressions;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a bucket.</summary>
internal static partial class BucketKeys
{
    public static readonly Key<string> Folder = new(
        "folder", "A folder of this machine that stands for the bucket; it must be there. Relative to the folder of this file.", Scalars.Text("a folder"));

    public static readonly Key<Uri> Endpoint = new(
        "endpoint", "Where a store that speaks S3 is. Left out, with 'region' in its place: Amazon S3.", Scalars.HttpAddress());

    public static readonly Key<string> Region = new(
        "region", "Region of the bucket, for which requests are signed. Left out: the installation's 'region'.", Scalars.Text("the name of a Region", RegionName()));

    public static readonly Key<string> AccessKey = new(
        "accessKey", "Id of the access key. Left out, with the secret: the credentials that AWS tools would find (environment, profile, role of the machine).",
        Scalars.Text("the id of an access key", OneWord()));

    public static readonly Key<string> SecretKey = new("secretKey", "Secret of the access key; better in the variable than in the file.", Scalars.Text("a secret key"));

    public static readonly Key<bool?> PathStyle = new(
        "pathStyle", "Whether the bucket is named in the path of addresses, not in their host. Left out: with an 'endpoint', yes.",
        new ScalarSpec<bool?>(Syntax.ConfigurationNodeKind.Boolean, "true or false", ReadBoolean, () => new() { ["type"] = "boolean" }));

    /// <summary>A bucket.</summary>
    public static readonly SectionSpec<BucketEntry> Spec = new(
        [Folder, Endpoint, Region, AccessKey, SecretKey, PathStyle],
        section => new(Folder.In(section), Endpoint.In(section), Region.In(section), AccessKey.In(section), SecretKey.In(section), PathStyle.In(section)));

    private static bool ReadBoolean(string text, out bool? value)
    {
        bool isRead = bool.TryParse(text, out bool read);
        value = read;
        return isRead;
    }

    /// <summary>Names of buckets, by the rules of S3.</summary>
    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z")]
    public static partial Regex Name();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    private static partial Regex RegionName();

    [GeneratedRegex("^[\\x21-\\x7e]{1,1024}\\z")]
    private static partial Regex OneWord();
}
