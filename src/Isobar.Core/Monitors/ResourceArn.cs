using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Isobar.Core.Locations;

namespace Isobar.Core.Monitors;

/// <summary>The Amazon Resource Name of something that a monitor can watch (spec 2.4), or of a traffic source of ours.</summary>
public sealed partial record ResourceArn
{
    private const int MinimumLength = 20;
    private const int MaximumLength = 2048;
    private const int Sections = 6;

    private ResourceArn(string text, ResourceKind kind, string region, string account)
    {
        Text = text;
        Kind = kind;
        Region = region;
        Account = account;
    }

    /// <summary>The whole name.</summary>
    public string Text { get; }

    /// <summary>What it names.</summary>
    public ResourceKind Kind { get; }

    /// <summary>The Region; empty for CloudFront, which is everywhere.</summary>
    public string Region { get; }

    /// <summary>The account, twelve digits.</summary>
    public string Account { get; }

    /// <summary>The name of a source that stands for no AWS resource. The partition is always `aws`, in whatever Region the installation says it is.</summary>
    public static ResourceArn OfSource(string region, string account, string source) =>
        new($"arn:aws:isobar:{region}:{account}:source/{source}", ResourceKind.Source, region, account);

    /// <summary>Reads an ARN of a known kind; <paramref name="fault"/> says in one clause what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ResourceArn? arn, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        arn = null;
        string[] parts = text.Split(':', Sections);
        if (parts.Length < Sections || parts[0] != "arn")
        {
            fault = "it must read arn:partition:service:region:account:resource";
            return false;
        }
        (string partition, string service, string region, string account, string resource) = (parts[1], parts[2], parts[3], parts[4], parts[5]);
        if (!TryFindKind(service, resource, out ResourceKind? kind, out fault))
        {
            return false;
        }
        fault = text.Length is < MinimumLength or > MaximumLength ? "it must have 20 to 2048 characters" : FaultOf(kind, partition, region, account);
        if (fault is not null)
        {
            return false;
        }
        arn = new(text, kind, region, account);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryFindKind(
        string service, string resource, [NotNullWhen(true)] out ResourceKind? kind, [NotNullWhen(false)] out string? fault)
    {
        (kind, Regex form, string example) = service switch
        {
            "ec2" => (ResourceKind.Vpc, VpcResource(), "vpc/vpc-ID"),
            "elasticloadbalancing" => (ResourceKind.NetworkLoadBalancer, LoadBalancerResource(), "loadbalancer/net/NAME/ID"),
            "cloudfront" => (ResourceKind.CloudFront, DistributionResource(), "distribution/ID"),
            "workspaces" => (ResourceKind.WorkSpaces, DirectoryResource(), "directory/ID"),
            "isobar" => (ResourceKind.Source, SourceResource(), "source/NAME"),
            _ => (null, SourceResource(), ""),
        };
        fault = kind is null ? $"'{service}' is not a service whose resources are monitored (ec2, elasticloadbalancing, cloudfront, workspaces, isobar)"
            : form.IsMatch(resource) ? null
            : $"the ARN of a {kind.Description} ends in {example}";
        if (fault is not null)
        {
            kind = null;
            return false;
        }
        return kind is not null;
    }

    private static string? FaultOf(ResourceKind kind, string partition, string region, string account)
    {
        if (!AccountNumber().IsMatch(account))
        {
            return "the account must be twelve digits";
        }
        if (kind == ResourceKind.CloudFront)
        {
            return region.Length > 0 ? "a CloudFront distribution has no Region: leave it empty"
                : partition is "aws" or "aws-cn" ? null
                : $"CloudFront does not exist in the partition '{partition}'";
        }
        if (AwsRegions.Find(region) is null)
        {
            return $"'{region}' is not an AWS Region";
        }
        string expected = kind == ResourceKind.Source ? "aws" : AwsRegions.PartitionOf(region);
        return partition == expected ? null : $"the partition of {region} is '{expected}', not '{partition}'";
    }

    [GeneratedRegex("^[0-9]{12}\\z")]
    private static partial Regex AccountNumber();

    [GeneratedRegex("^vpc/vpc-([0-9a-f]{8}|[0-9a-f]{17})\\z")]
    private static partial Regex VpcResource();

    [GeneratedRegex("^loadbalancer/net/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}\\z")]
    private static partial Regex LoadBalancerResource();

    [GeneratedRegex("^distribution/[A-Z0-9]{5,32}\\z")]
    private static partial Regex DistributionResource();

    [GeneratedRegex("^directory/[A-Za-z0-9-]{1,64}\\z")]
    private static partial Regex DirectoryResource();

    [GeneratedRegex("^source/[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\\z")]
    private static partial Regex SourceResource();
}
