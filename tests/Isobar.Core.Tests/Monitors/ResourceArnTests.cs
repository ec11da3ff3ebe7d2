using Isobar.Core.Monitors;

namespace Isobar.Core.Tests.Monitors;

public sealed class ResourceArnTests
{
    private const string Account = "123456789012";

    [Theory]
    [InlineData($"arn:aws:ec2:eu-central-1:{Account}:vpc/vpc-0123456789abcdef0", "vpc", "eu-central-1")]
    [InlineData($"arn:aws:ec2:eu-central-1:{Account}:vpc/vpc-01234567", "vpc", "eu-central-1")]
    [InlineData($"arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:{Account}:loadbalancer/net/front/0123456789abcdef", "nlb", "us-gov-west-1")]
    [InlineData($"arn:aws:cloudfront::{Account}:distribution/E2EXAMPLE12345", "cloudfront", "")]
    [InlineData($"arn:aws:workspaces:us-east-1:{Account}:directory/d-0123456789", "workspaces", "us-east-1")]
    [InlineData($"arn:aws:isobar:us-gov-west-1:{Account}:source/web", "source", "us-gov-west-1")]
    public void Every_kind_is_read(string text, string kind, string region)
    {
        Assert.True(ResourceArn.TryParse(text, out ResourceArn? arn, out string? fault), fault);
        Assert.Equal((text, kind, region, Account), (arn.Text, arn.Kind.Name, arn.Region, arn.Account));
    }

    [Theory]
    [InlineData("", "must read arn:")]
    [InlineData("arn:aws:ec2:eu-central-1:1", "must read arn:")]
    [InlineData($"urn:aws:ec2:eu-central-1:{Account}:vpc/vpc-01234567", "must read arn:")]
    [InlineData($"arn:aws:s3:eu-central-1:{Account}:bucket", "'s3' is not a service")]
    [InlineData($"arn:aws:ec2:eu-central-1:{Account}:instance/i-1", "a VPC ends in vpc/")]
    [InlineData($"arn:aws:ec2:eu-central-1:{Account}:vpc/vpc-01234567\n", "a VPC ends in vpc/")]
    [InlineData($"arn:aws:elasticloadbalancing:eu-central-1:{Account}:loadbalancer/app/front/0123456789abcdef", "loadbalancer/net/")]
    [InlineData("arn:aws:ec2:eu-central-1:12345:vpc/vpc-01234567", "twelve digits")]
    [InlineData($"arn:aws:ec2:eu-mars-1:{Account}:vpc/vpc-01234567", "'eu-mars-1' is not an AWS Region")]
    [InlineData($"arn:aws:ec2:cn-north-1:{Account}:vpc/vpc-01234567", "is 'aws-cn', not 'aws'")]
    [InlineData($"arn:aws:cloudfront:us-east-1:{Account}:distribution/E2EXAMPLE12345", "has no Region")]
    [InlineData($"arn:aws-us-gov:cloudfront::{Account}:distribution/E2EXAMPLE12345", "does not exist in the partition")]
    public void What_is_wrong_is_said(string text, string expected)
    {
        Assert.False(ResourceArn.TryParse(text, out ResourceArn? arn, out string? fault));
        Assert.Null(arn);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_arn_of_a_source_reads_back_as_itself()
    {
        var own = ResourceArn.OfSource("us-east-1", "000000000000", "web");
        Assert.Equal("arn:aws:isobar:us-east-1:000000000000:source/web", own.Text);
        Assert.True(ResourceArn.TryParse(own.Text, out ResourceArn? read, out _));
        Assert.Equal(own, read);
    }

    [Fact]
    public void Kinds_have_the_properties_of_the_specification()
    {
        string[] lines = [.. ResourceKind.All.Select(kind => $"{kind} zones={kind.HasZones} weight={kind.Weight} lastMile={kind.IncludesLastMile}")];
        Assert.Equal(
            [
                "vpc zones=True weight=Bytes lastMile=False",
                "nlb zones=True weight=Bytes lastMile=False",
                "cloudfront zones=False weight=Bytes lastMile=True",
                "workspaces zones=False weight=Connections lastMile=False",
                "source zones=True weight=Bytes lastMile=True",
            ],
            lines);
        Assert.All(ResourceKind.All, kind => Assert.Same(kind, ResourceKind.Find(kind.Name)));
        Assert.Null(ResourceKind.Find("alb"));
    }
}
