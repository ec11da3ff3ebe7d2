using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Monitors;
using Isobar.Core.Traffic;
using Isobar.Server.Configuration;
using Isobar.Tests;
using Outcome = Isobar.Core.Traffic.Outcome;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class ConfigurationLoaderTests
{
    [Fact]
    public void An_empty_file_gives_the_documented_defaults()
    {
        IsobarConfiguration configuration = Good("{}", ("HOME", "/home/ada"));
        Assert.Equal("000000000000", configuration.Account);
        Assert.Equal("us-east-1", configuration.Region);
        Assert.Equal("127.0.0.1:8610", configuration.Listen.ToString());
        Assert.Equal("/home/ada/.local/share/isobar/data", configuration.DataFolder);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.Window);
        Assert.Equal(TimeSpan.FromSeconds(90), configuration.Grace);
        Assert.Equal(30, configuration.RetentionDays);
        Assert.Equal(MemoryBudgets.Default, configuration.Memory);
        Assert.Equal(LimitSettings.Default, configuration.Limits);
        Assert.Empty(configuration.Sources);
        Assert.Empty(configuration.Outcomes);
        Assert.Equal(
            ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"],
            configuration.TrustedProxies.Select(prefix => prefix.ToString()));
    }

    [Fact]
    public void The_data_folder_follows_the_users_settings()
    {
        Assert.Equal("/isobar/data", Good("{}", ("HOME", "/home/ada"), ("XDG_DATA_HOME", "/data"), ("ISOBAR_HOME", "/isobar")).DataFolder);
        Assert.Equal("/data/isobar/data", Good("{}", ("HOME", "/home/ada"), ("XDG_DATA_HOME", "/data")).DataFolder);
        Assert.Equal("/home/ada/.local/share/isobar/data", Good("{}", ("HOME", "/home/ada"), ("XDG_DATA_HOME", "relative")).DataFolder);
        Assert.Equal("/etc/isobar/store", Good("""{ "data": "store" }""", ("ISOBAR_HOME", "/isobar")).DataFolder);
        Assert.Equal("/etc/isobar/store", Good("""{ "data": "store" }""").DataFolder);
        Assert.Equal("/home/ada/store", Good("""{ "data": "~/store" }""", ("HOME", "/home/ada")).DataFolder);
    }

    [Fact]
    public void A_source_without_a_resource_stands_for_itself()
    {
        IsobarConfiguration configuration = Good($$"""{ "account": "111122223333", "region": "eu-west-1", "sources": { "web": {{GoodSource}} } }""");
        SourceConfiguration web = configuration.Sources["web"];
        Assert.Equal("arn:aws:isobar:eu-west-1:111122223333:source/web", web.Resource.Text);
        Assert.Same(ResourceKind.Source, web.ResourceKind);
        Assert.Equal(new ResourceConfiguration(web.Resource, ResourceKind.Source, "eu-central-1"), configuration.Resources[web.Resource.Text]);
        Assert.Null(web.Format);
        Assert.Null(web.FormatText);
        Assert.Equal(TimeSpan.FromSeconds(90), configuration.GraceOf(web));
        Assert.Equal(65_536, web.MaximumLineLengthBytes);
    }

    [Fact]
    public void A_source_may_be_measured_like_another_kind()
    {
        IsobarConfiguration configuration = Good("""{ "sources": { "desks": { "files": ["a"], "location": "FRA", "resourceKind": "workspaces" } } }""");
        Assert.Equal(TrafficWeight.Connections, configuration.Sources["desks"].ResourceKind.Weight);
        Assert.Same(ResourceKind.WorkSpaces, Assert.Single(configuration.Resources).Value.Kind);
    }

    [Fact]
    public void A_source_is_where_its_resource_is()
    {
        IsobarConfiguration configuration = Good("""
            {
              "locations": { "bern": { "latitude": 46.95, "longitude": 7.45 } },
              "resources": { "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0000000b": { "location": "bern" } },
              "sources": {
                "a": { "files": ["/a"], "resource": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0000000a" },
                "b": { "files": ["/b"], "resource": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0000000b" },
                "c": { "files": ["/c"], "resource": "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE12345" }
              }
            }
            """);
        Assert.Equal(["eu-central-1", "bern", null], configuration.Sources.Values.Select(source => source.Location));
        Assert.Equal(["cloudfront", "vpc", "vpc"], configuration.Resources.Values.Select(resource => resource.Kind.Name));
        Assert.Equal("bern", configuration.FindLocation("bern")?.Place);
        Assert.Equal("Frankfurt", configuration.FindLocation("FRA")?.Place);
        Assert.Null(configuration.FindLocation("nowhere"));
    }

    [Fact]
    public void Relative_globs_start_at_the_folder_of_the_file() =>
        Assert.Equal(
            ["/etc/isobar/logs/*.log", "/var/x", "/home/ada/y"],
            Good("""{ "sources": { "web": { "files": ["logs/*.log", "/var/x", "~/y"], "location": "FRA" } } }""", ("HOME", "/home/ada")).Sources["web"].Files.AsEnumerable());

    [Fact]
    public void Outcome_rules_keep_their_order_and_their_ranges()
    {
        IsobarConfiguration configuration = Good("""
            { "outcomes": [
              { "status": 499, "sentNothing": true, "outcome": "NetworkFailure" },
              { "status": "4xx", "outcome": "Ok" },
              { "format": "haproxy-http", "termination": "cD", "outcome": "ServiceFailure" },
              { "status": "000", "outcome": "NetworkFailure" } ] }
            """);
        Assert.Equal(
            (OutcomeRule[])[
                new(Outcome.NetworkFailure, null, 499, 499, null, true),
                new(Outcome.Ok, null, 400, 499, null, null),
                new(Outcome.ServiceFailure, "haproxy-http", null, null, "cD", null),
                new(Outcome.NetworkFailure, null, 0, 0, null, null),
            ],
            configuration.Outcomes.AsEnumerable());
    }

    [Fact]
    public void Parsers_are_told_proxies_rules_and_the_sources_time_zone()
    {
        IsobarConfiguration configuration = Good("""
            { "trustedProxies": ["203.0.113.0/24"],
              "outcomes": [{ "status": 404, "outcome": "ServiceFailure" }],
              "sources": { "gw": { "files": ["a"], "location": "FRA", "format": "haproxy-http", "timeZone": "+02:00" } } }
            """);
        ParserOptions options = configuration.ParserOptionsFor(configuration.Sources["gw"]);
        Assert.True(IpAddress.TryParse("203.0.113.9"u8, out IpAddress proxy) && IpAddress.TryParse("10.0.0.1"u8, out IpAddress inside)
            && options.Proxies.Trusts(proxy) && !options.Proxies.Trusts(inside));
        Assert.Equal(Outcome.ServiceFailure, options.Outcomes.Decide(404, [], 10));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.Zero), (options.UtcOffset, configuration.DefaultParserOptions.UtcOffset));
    }

    [Fact]
    public void Columns_are_handed_to_the_formats_compiler_behind_the_formats_name() => Assert.Equal(
        "vpc-flow:srcaddr dstaddr end",
        Good("""{ "sources": { "vpc": { "files": ["a"], "location": "FRA", "format": "vpc-flow", "columns": ["srcaddr", "dstaddr", "end"] } } }""").Sources["vpc"].FormatText);

    [Fact]
    public void A_field_map_is_handed_to_the_formats_compiler_in_its_short_form()
    {
        string? compiled = null;
        ConfigurationResult result = Load(
            """{ "sources": { "cdn": { "files": ["a"], "location": "FRA", "fields": { "rtt": "t.RTT:ms", "client": "ClientIP" } } } }""",
            text =>
            {
                compiled = text;
                return [];
            });
        Assert.True(result.IsValid);
        Assert.Equal("json:client=ClientIP,rtt=t.RTT:ms", compiled);
        Assert.Equal(compiled, result.Configuration.Sources["cdn"].FormatText);
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_fine() =>
        Assert.Equal(TimeSpan.FromSeconds(30), Good("\uFEFF// top\n{ /* here */ \"window\": \"30s\", } // end\n").Window);

    [Fact]
    public void A_file_is_read_with_paths_relative_to_it()
    {
        string folder = Directory.CreateTempSubdirectory("isobar-test-").FullName;
        try
        {
            string path = Path.Combine(folder, "isobar.json");
            File.WriteAllText(path, """{ "data": "store" }""");
            Assert.Equal(Path.Combine(folder, "store"), ConfigurationLoader.LoadFile(path, ConfigurationInputs.None).Configuration?.DataFolder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("10s")]
    [InlineData("75s")]
    [InlineData("1m")]
    [InlineData("5m")]
    [InlineData("300s")]
    public void Whole_parts_of_five_minutes_are_windows(string window) => Good($$"""{ "window": "{{window}}" }""");

    [Fact]
    public void Damaged_files_give_faults_with_a_place_in_the_file_and_never_throw()
    {
        byte[] example = File.ReadAllBytes(Repository.Path("docs/isobar.example.json"));
        int lines = example.Count(b => b == '\n') + 2;
        Gen<byte[]> damaged =
            from position in Gen.Choose(0, example.Length - 1)
            from length in Gen.Choose(0, 40)
            from inserted in Gen.ArrayOf(Gen.Elements("{}[]\":,\\ \n\u0000aé/*0-"u8.ToArray()))
            select (byte[])[.. example[..position], .. inserted, .. example[Math.Min(position + length, example.Length)..]];
        Prop.ForAll(damaged.ToArbitrary(), text =>
        {
            ConfigurationResult result = ConfigurationLoader.LoadText(text, "isobar.json", Folder, ConfigurationInputs.None);
            return result.IsValid == result.Faults.IsEmpty && result.Faults.All(fault => fault.Line > 0 && fault.Line <= lines + 40 && fault.Column > 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Deep_nesting_is_a_fault()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 100_000));
        ConfigurationFault fault = Assert.Single(Load(deep).Faults);
        Assert.Equal(ConfigurationFaultKind.Syntax, fault.Kind);
    }

    [Fact]
    public void Invalid_utf8_is_a_fault_at_its_place()
    {
        byte[] text = [.. "{\n  \"é\": \""u8, 0xC3, .. "\" }"u8];
        ConfigurationFault fault = Assert.Single(ConfigurationLoader.LoadText(text, "f", Folder, ConfigurationInputs.None).Faults);
        Assert.Equal((ConfigurationFaultKind.Syntax, 2, 9), (fault.Kind, fault.Line, fault.Column));
        Assert.Equal("f:2:9: not valid UTF-8 (save the file as UTF-8)", fault.ToString());
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        ConfigurationFault fault = Assert.Single(Load("{ /* äöü€ */ \"gracf\": \"90s\" }").Faults);
        Assert.Equal((1, 14), (fault.Line, fault.Column));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault()
    {
        ConfigurationFault missing = Assert.Single(ConfigurationLoader.LoadFile("/nowhere/isobar.json", ConfigurationInputs.None).Faults);
        Assert.Equal(ConfigurationFaultKind.Unreadable, missing.Kind);
        Assert.StartsWith("/nowhere/isobar.json: ", missing.ToString(), StringComparison.Ordinal);
        Assert.Equal(ConfigurationFaultKind.Unreadable, Assert.Single(ConfigurationLoader.LoadFile(Path.GetTempPath(), ConfigurationInputs.None).Faults).Kind);
    }

    [Fact]
    public void The_process_environment_is_read_whole()
    {
        ConfigurationInputs inputs = ConfigurationInputs.OfProcess();
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), inputs.Environment["PATH"]);
        Assert.True(ConfigurationLoader.LoadDefaults(Folder, ConfigurationInputs.None).IsValid);
    }
}
