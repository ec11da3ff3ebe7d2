using Isobar.Core.Monitors;

namespace Isobar.Core.Tests.Monitors;

public sealed class MonitorDocumentTests
{
    [Fact]
    public void All_settings_survive_writing()
    {
        TrafficMonitor monitor = HealthWorld.MonitorOf("arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE", "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abcdef1") with
        {
            Name = "shop-2",
            TrafficPercentage = 35,
            MaximumCityNetworks = 70,
            HealthEvents = new() { AvailabilityScoreThreshold = 91.5, PerformanceLocal = new(IsEnabled: false, 44, 0.25) },
            EventRules = new() { ClosingMargin = 2, ClosingWindows = 3 },
            HealthFromIPv4Only = true,
            Status = MonitorStatus.Inactive,
        };
        string written = MonitorDocument.Write(monitor);
        TrafficMonitor read = MonitorDocument.Read(written);
        Assert.Equal(written, MonitorDocument.Write(read));
        Assert.Equal((monitor.Arn, monitor.HealthEvents, monitor.EventRules), (read.Arn, read.HealthEvents, read.EventRules));
        Assert.Equal(monitor.Resources.Select(resource => resource.Arn), read.Resources.Select(resource => resource.Arn));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    public void What_is_no_monitor_is_refused(string document) => Assert.Throws<FormatException>(() => MonitorDocument.Read(document));

    [Fact]
    public void Another_version_is_refused_with_a_reason()
    {
        string written = MonitorDocument.Write(HealthWorld.Monitor()).Replace("\"Version\":1", "\"Version\":2", StringComparison.Ordinal);
        Assert.Contains("version 2", Assert.Throws<FormatException>(() => MonitorDocument.Read(written)).Message, StringComparison.Ordinal);
    }
}
