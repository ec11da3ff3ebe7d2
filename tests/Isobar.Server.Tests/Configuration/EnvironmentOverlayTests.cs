using Isobar.Server.Configuration;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class EnvironmentOverlayTests
{
    private const string WithSource = $$"""{ "grace": "30s", "sources": { "my-web": {{GoodSource}} } }""";

    [Fact]
    public void Variables_override_values_of_every_type()
    {
        IsobarConfiguration configuration = Good(
            WithSource,
            ("ISOBAR__GRACE", "60s"),
            ("ISOBAR__LIMITS__MAXIMUMSTRATA", "7"),
            ("ISOBAR__MEMORY__DUCKDB", "64MB"),
            ("ISOBAR__LOCATIONS__BERN__LATITUDE", "46.95"),
            ("ISOBAR__LOCATIONS__BERN__LONGITUDE", "7.45"),
            ("ISOBAR__OUTCOMES__0__STATUS", "404"),
            ("ISOBAR__OUTCOMES__0__SENTNOTHING", "true"),
            ("ISOBAR__OUTCOMES__0__OUTCOME", "Ok"),
            ("isobar__account", "111122223333"));
        Assert.Equal(TimeSpan.FromSeconds(60), configuration.Grace);
        Assert.Equal(7, configuration.Limits.MaximumStrata);
        Assert.Equal(64_000_000, configuration.Memory.DuckDbBytes);
        Assert.Equal(7.45, configuration.Locations["bern"].Longitude);
        Assert.Equal(404, Assert.Single(configuration.Outcomes).StatusFrom);
        Assert.Equal("111122223333", configuration.Account);
    }

    [Fact]
    public void Names_match_without_case_and_an_underscore_stands_for_a_hyphen()
    {
        IsobarConfiguration configuration = Good(WithSource, ("ISOBAR__SOURCES__MY_WEB__FORMAT", "combined"));
        Assert.Equal("combined", Assert.Single(configuration.Sources).Value.Format);
    }

    [Fact]
    public void A_new_name_is_taken_as_written_but_capitals_in_lower_case()
    {
        IsobarConfiguration configuration = Good(
            "{}",
            ("ISOBAR__SOURCES__WEB__LOCATION", "FRA"),
            ("ISOBAR__SOURCES__Web__FILES__0", "/a"),
            ("ISOBAR__SOURCES__WEB__FIELDS__bytesOut", "size"),
            ("ISOBAR__RESOURCES__arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE12345__LOCATION", "FRA"));
        Assert.Equal("json:bytesOut=size", configuration.Sources["web"].FormatText);
        Assert.Equal("FRA", configuration.Resources["arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE12345"].Location);
    }

    [Fact]
    public void Items_of_a_list_are_replaced_and_appended_in_the_order_of_their_numbers()
    {
        (string, string)[] files = [.. Enumerable.Range(0, 12).Select(i => ($"ISOBAR__SOURCES__my_web__FILES__{i}", $"/log{i}"))];
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"/log{i}"), Good(WithSource, files).Sources["my-web"].Files);
    }

    [Fact]
    public void A_list_or_section_may_be_given_whole_as_json()
    {
        IsobarConfiguration configuration = Good(
            "{}",
            ("ISOBAR__TRUSTEDPROXIES", """["10.0.0.0/8"]"""),
            ("ISOBAR__TRUSTEDPROXIES__1", "::1"),
            ("ISOBAR__SOURCES", $$"""{ "web": {{GoodSource}} }"""));
        Assert.Equal(["10.0.0.0/8", "::1/128"], configuration.TrustedProxies.Select(prefix => prefix.ToString()));
        Assert.Equal("web", Assert.Single(configuration.Sources).Key);
    }

    [Fact]
    public void Other_variables_are_left_alone() =>
        Assert.Equal(TimeSpan.FromSeconds(90), Good("{}", ("ISOBAR_GRACE", "x"), ("ISOBAR_TEST_DATA", "y"), ("GRACE", "z")).Grace);

    [Theory]
    [InlineData("ISOBAR__GRAVE", "1s", ConfigurationFaultKind.UnknownKey, "did you mean 'GRACE'?")]
    [InlineData("ISOBAR__", "1s", ConfigurationFaultKind.UnknownKey, "known here: ")]
    [InlineData("ISOBAR__GRACE", "soon", ConfigurationFaultKind.InvalidValue, "grace: 'soon' is not a duration")]
    [InlineData("ISOBAR__GRACE", "", ConfigurationFaultKind.InvalidValue, "'' is not a duration")]
    [InlineData("ISOBAR__GRACE__X", "1s", ConfigurationFaultKind.Variable, "use ISOBAR__GRACE")]
    [InlineData("ISOBAR__TRUSTEDPROXIES__1", "::1", ConfigurationFaultKind.Variable, "the next free index is 0")]
    [InlineData("ISOBAR__TRUSTEDPROXIES__X", "::1", ConfigurationFaultKind.Variable, "is not an index")]
    [InlineData("ISOBAR__TRUSTEDPROXIES", "::1,10.0.0.0/8", ConfigurationFaultKind.Variable, "or set ISOBAR__TRUSTEDPROXIES__0")]
    [InlineData("ISOBAR__TRUSTEDPROXIES", "[\"::1\"", ConfigurationFaultKind.Syntax, "not valid JSON")]
    [InlineData("ISOBAR__TRUSTEDPROXIES", "[7]", ConfigurationFaultKind.WrongType, "trustedProxies[0]: the number 7")]
    [InlineData("ISOBAR__SOURCES__WEB__FILES__0", "/a", ConfigurationFaultKind.MissingKey, "sources.web: the key 'location' is missing")]
    [InlineData("ISOBAR__SOURCES__WEB__FILE", "/a", ConfigurationFaultKind.UnknownKey, "did you mean 'FILES'?")]
    public void A_fault_names_the_variable_in_place_of_the_line(string name, string value, ConfigurationFaultKind kind, string expected)
    {
        ConfigurationFault fault = Assert.Single(Load("{}", (name, value)).Faults);
        Assert.Equal((kind, name, 0), (fault.Kind, fault.Variable, fault.Line));
        Assert.StartsWith($"{name}: ", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_variables_for_one_key_are_a_fault()
    {
        ConfigurationFault fault = Assert.Single(Load("{}", ("ISOBAR__GRACE", "60s"), ("isobar__grace", "30s")).Faults);
        Assert.Equal("isobar__grace: grace: is set by ISOBAR__GRACE too (keep one of them)", fault.ToString());
    }

    [Fact]
    public void A_value_of_the_file_that_a_variable_replaces_is_not_checked() =>
        Assert.Equal(TimeSpan.FromSeconds(60), Good("""{ "grace": 7 }""", ("ISOBAR__GRACE", "60s")).Grace);

    [Fact]
    public void Faults_of_the_file_come_before_those_of_variables()
    {
        ConfigurationResult result = Load("""{ "window": 7, "sources": [] }""", ("ISOBAR__GRACE", "x"), ("ISOBAR__SOURCES__WEB__FORMAT", "combined"));
        Assert.Equal(["window", "sources", "grace"], result.Faults.Select(fault => fault.Path));
    }
}
