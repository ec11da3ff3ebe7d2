using Isobar.Server.Configuration;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class ConfigurationFaultTests
{
    private const string Vpc = "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-01234567";
    private const string CloudFront = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE12345";

    public static TheoryData<ConfigurationFaultKind, int, string, string, string> OneFaultEach => new()
    {
        { ConfigurationFaultKind.Syntax, 2, "", "not valid JSON", "{\n \"grace\": 90s }" },
        { ConfigurationFaultKind.Syntax, 1, "", "not valid JSON", "" },
        { ConfigurationFaultKind.Syntax, 3, "", "not valid JSON", "{\n}\nx" },
        { ConfigurationFaultKind.Syntax, 2, "data", "surrogate", "{\n \"data\": \"\\uD800\" }" },
        { ConfigurationFaultKind.WrongType, 1, "", "a list is here, expected an object", "[]" },
        { ConfigurationFaultKind.UnknownKey, 2, "gracee", "did you mean 'grace'", "{\n \"gracee\": \"90s\" }" },
        { ConfigurationFaultKind.UnknownKey, 2, "memory.xyz", "known here: openTallies, duckDb", "{\n \"memory\": { \"xyz\": 1 } }" },
        { ConfigurationFaultKind.DuplicateKey, 3, "grace", "there twice, first in line 2", "{\n \"grace\": \"90s\",\n \"grace\": \"60s\" }" },
        { ConfigurationFaultKind.DuplicateKey, 3, "sources.WEB", "differs only by case", $"{{\"sources\": {{\n\"web\": {GoodSource},\n\"WEB\": {GoodSource} }} }}" },
        { ConfigurationFaultKind.DuplicateKey, 2, "locations.x.zones", "'a' is there twice", "{\"locations\": { \"x\": { \"latitude\": 1, \"longitude\": 1,\n\"zones\": [\"a\", \"a\"] } } }" },
        { ConfigurationFaultKind.MissingKey, 2, "sources.web", "'files' is missing", "{\"sources\": { \"web\":\n{ \"location\": \"FRA\" } } }" },
        { ConfigurationFaultKind.MissingKey, 2, "sources.web", "'location' is missing", "{\"sources\": {\n \"web\": { \"files\": [\"a\"] } } }" },
        { ConfigurationFaultKind.MissingKey, 2, "locations.x", "'longitude' is missing", "{\"locations\": { \"x\":\n { \"latitude\": 1 } } }" },
        { ConfigurationFaultKind.MissingKey, 2, "outcomes[0]", "matches every record", "{\"outcomes\": [\n { \"outcome\": \"Ok\" } ] }" },
        { ConfigurationFaultKind.WrongType, 2, "grace", "the number 90 is here, expected a duration", "{\n \"grace\": 90 }" },
        { ConfigurationFaultKind.WrongType, 2, "grace", "leave the key out", "{\n \"grace\": null }" },
        { ConfigurationFaultKind.WrongType, 2, "trustedProxies", "the text \"::1\" is here, expected a list", "{\n \"trustedProxies\": \"::1\" }" },
        { ConfigurationFaultKind.WrongType, 2, "sources", "a list is here, expected an object", "{\n \"sources\": [] }" },
        { ConfigurationFaultKind.WrongType, 2, "outcomes[0].sentNothing", "expected true or false", "{ \"outcomes\": [ { \"status\": 499, \"outcome\": \"Ok\",\n\"sentNothing\": \"yes\" } ] }" },
        { ConfigurationFaultKind.InvalidValue, 2, "grace", "is not a duration", "{\n \"grace\": \"90\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "retention", "is not a number of days", "{\n \"retention\": \"30m\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "account", "twelve digits", "{\n \"account\": \"1234\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "region", "did you mean 'eu-west-1'", "{\n \"region\": \"eu-wset-1\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "listen", "an address and a port", "{\n \"listen\": \"127.0.0.1\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "listen", "an address and a port", "{\n \"listen\": \"::1\" }" },
        { ConfigurationFaultKind.InvalidValue, 2, "memory.duckDb", "a size with its unit", "{ \"memory\": {\n \"duckDb\": \"256\" } }" },
        { ConfigurationFaultKind.InvalidValue, 2, "trustedProxies[1]", "no bits set behind its length", "{ \"trustedProxies\": [\"::1\",\n\"10.0.0.1/8\"] }" },
        { ConfigurationFaultKind.InvalidValue, 2, "outcomes[0].outcome", "did you mean 'NetworkFailure'", "{ \"outcomes\": [ { \"status\": 499,\n\"outcome\": \"networkFailure\" } ] }" },
        { ConfigurationFaultKind.InvalidValue, 2, "outcomes[0].status", "a status such as", "{ \"outcomes\": [ { \"outcome\": \"Ok\",\n\"status\": \"40x\" } ] }" },
        { ConfigurationFaultKind.InvalidValue, 2, "sources.web.timeZone", "an offset from UTC", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"timeZone\": \"CET\" } } }" },
        { ConfigurationFaultKind.InvalidValue, 2, "sources.web.resource", "is not the ARN", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"resource\": \"vpc-1\" } } }" },
        { ConfigurationFaultKind.InvalidValue, 2, "sources.my web", "is not a name", $"{{\"sources\": {{\n\"my web\": {GoodSource} }} }}" },
        { ConfigurationFaultKind.InvalidValue, 2, "sources.web.fields.rtt", "a dotted path", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\", \"fields\": {\n\"rtt\": \"a,b\" } } } }" },
        { ConfigurationFaultKind.InvalidValue, 2, "resources.x", "is not the ARN", "{\"resources\": {\n\"x\": {} } }" },
        { ConfigurationFaultKind.OutOfRange, 2, "window", "whole parts of five minutes", "{\n \"window\": \"40s\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "window", "whole parts of five minutes", "{\n \"window\": \"5s\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "window", "whole parts of five minutes", "{\n \"window\": \"10m\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "window", "whole parts of five minutes", "{\n \"window\": \"0s\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "grace", "from 0s to 1h", "{\n \"grace\": \"2h\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "retention", "from 1d to 3660d", "{\n \"retention\": \"0d\" }" },
        { ConfigurationFaultKind.OutOfRange, 2, "locations.x.latitude", "from -90 to 90", "{\"locations\": { \"x\": {\n\"latitude\": 91, \"longitude\": 1 } } }" },
        { ConfigurationFaultKind.OutOfRange, 2, "limits.maximumStrata", "from 1 to 65536", "{\"limits\": {\n\"maximumStrata\": 0 } }" },
        { ConfigurationFaultKind.OutOfRange, 2, "sources.web.files", "the list is empty", "{\"sources\": { \"web\": { \"location\": \"FRA\",\n\"files\": [] } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, "sources.web.location", "did you mean 'eu-central-1'", "{\"sources\": { \"web\": { \"files\": [\"a\"],\n\"location\": \"eu-centrl-1\" } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, "sources.web.location", "did you mean 'FRA'", "{\"sources\": { \"web\": { \"files\": [\"a\"],\n\"location\": \"fra\" } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, "sources.web.zone", "such as eu-central-1a", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"eu-central-1\",\n\"zone\": \"a\" } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, "sources.web.zone", "edges have no zones", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"zone\": \"a\" } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, $"resources.{Vpc}.location", "there is no location 'mars'", $"{{\"resources\": {{ \"{Vpc}\": {{\n\"location\": \"mars\" }} }} }}" },
        { ConfigurationFaultKind.Conflict, 2, "locations.FRA", "is a built-in location", "{\"locations\": {\n\"FRA\": { \"latitude\": 1, \"longitude\": 1 } } }" },
        { ConfigurationFaultKind.Conflict, 2, $"resources.{Vpc}.kind", "the ARN names a VPC", $"{{\"resources\": {{ \"{Vpc}\": {{\n\"kind\": \"nlb\" }} }} }}" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.location", "its resource in 'eu-central-1'", $"{{\"sources\": {{ \"web\": {{ \"files\": [\"a\"], \"resource\": \"{Vpc}\",\n\"location\": \"FRA\" }} }} }}" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.resourceKind", "the resource is a VPC", $"{{\"sources\": {{ \"web\": {{ \"files\": [\"a\"], \"resource\": \"{Vpc}\",\n\"resourceKind\": \"nlb\" }} }} }}" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.resource", "of another source", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"resource\": \"arn:aws:isobar:us-east-1:000000000000:source/other\" } } }" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.zone", "not told apart by zone", $"{{\"sources\": {{ \"web\": {{ \"files\": [\"a\"], \"resource\": \"{CloudFront}\",\n\"zone\": \"a\" }} }} }}" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.fields", "'fields' is for JSON lines", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\", \"format\": \"combined\",\n\"fields\": { \"rtt\": \"a\" } } } }" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.columns", "'columns' needs a 'format'", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"columns\": [\"a\"] } } }" },
        { ConfigurationFaultKind.Conflict, 2, "sources.web.columns", "takes no columns", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\", \"format\": \"combined\",\n\"columns\": [\"a\"] } } }" },
        { ConfigurationFaultKind.InvalidValue, 2, "sources.web.columns[0]", "without blanks and commas", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\", \"format\": \"csv\", \"columns\": [\n\"a b\"] } } }" },
        { ConfigurationFaultKind.UnknownReference, 2, "outcomes[0]", "did you mean 'haproxy-http'", "{\"outcomes\": [\n{ \"format\": \"haproxy-htp\", \"status\": 408, \"outcome\": \"Ok\" } ] }" },
        { ConfigurationFaultKind.Overlap, 4, "sources.b.files", "of the source 'a'", "{\"sources\": {\n\"a\": { \"location\": \"FRA\", \"files\": [\"/l/*.log\"] },\n\"b\": { \"location\": \"FRA\",\n\"files\": [\"/l/web.*\"] } } }" },
        { ConfigurationFaultKind.Overlap, 3, "outcomes[1]", "outcomes[0] matches all", "{\"outcomes\": [ { \"status\": \"4xx\", \"outcome\": \"Ok\" },\n\n{ \"status\": 404, \"outcome\": \"ServiceFailure\" } ] }" },
        { ConfigurationFaultKind.MissingKey, 2, "console.openIdConnect", "'clientId' is missing", Provider("\"authority\": \"https://id.example.org\", \"otherRole\": \"viewer\"", client: "") },
        { ConfigurationFaultKind.MissingKey, 2, "console.openIdConnect", "nobody would have a role", Provider("\"authority\": \"https://id.example.org\"") },
        { ConfigurationFaultKind.MissingKey, 3, "console.openIdConnect.viewers", "name the claim in 'roleClaim'", Provider("\"authority\": \"https://id.example.org\",\n\"viewers\": [\"staff\"]") },
        { ConfigurationFaultKind.InvalidValue, 3, "console.openIdConnect.authority", "or http:// on loopback", Provider("\"otherRole\": \"viewer\",\n\"authority\": \"http://id.example.org\"") },
        { ConfigurationFaultKind.InvalidValue, 3, "console.openIdConnect.authority", "without query and fragment", Provider("\"otherRole\": \"viewer\",\n\"authority\": \"https://id.example.org/?a=b\"") },
        { ConfigurationFaultKind.InvalidValue, 3, "console.openIdConnect.address", "without a path", Provider("\"otherRole\": \"viewer\", \"authority\": \"https://id.example.org\",\n\"address\": \"https://example.org/isobar\"") },
        { ConfigurationFaultKind.InvalidValue, 3, "console.openIdConnect.scopes", "without it the provider does not say who", Provider("\"otherRole\": \"viewer\", \"authority\": \"https://id.example.org\",\n\"scopes\": [\"profile\"]") },
        { ConfigurationFaultKind.InvalidValue, 3, "console.openIdConnect.otherRole", "did you mean 'viewer'", Provider("\"authority\": \"https://id.example.org\",\n\"otherRole\": \"viewr\"") },
        { ConfigurationFaultKind.DuplicateKey, 3, "console.openIdConnect.admins", "'ops' is there twice", Provider("\"authority\": \"https://id.example.org\", \"roleClaim\": \"groups\", \"viewers\": [\"ops\"],\n\"admins\": [\"ops\"]") },
        { ConfigurationFaultKind.Conflict, 3, "console.openIdConnect.roleClaim", "no value of this claim", Provider("\"authority\": \"https://id.example.org\", \"otherRole\": \"viewer\",\n\"roleClaim\": \"groups\"") },
        { ConfigurationFaultKind.Conflict, 3, "console.openIdConnect.clientSecretFile", "leave one of the two out", Provider("\"authority\": \"https://id.example.org\", \"otherRole\": \"viewer\", \"clientSecret\": \"x\",\n\"clientSecretFile\": \"x\"") },
        { ConfigurationFaultKind.Conflict, 2, "console.openIdConnect", "a proxy signs people in", Provider("\"authority\": \"https://id.example.org\", \"otherRole\": \"viewer\"").Replace("{\"console\": {", "{\"console\": { \"userHeader\": \"X-User\",", StringComparison.Ordinal) },
        { ConfigurationFaultKind.InvalidFormat, 2, "sources.web.format", "no such format", "{\"sources\": { \"web\": { \"files\": [\"a\"], \"location\": \"FRA\",\n\"format\": \"bad\" } } }" },
    };

    private static string Provider(string keys, string client = "\"clientId\": \"isobar\",") => $"{{\"console\": {{\n\"openIdConnect\": {{ {client} {keys} }} }} }}";

    [Theory]
    [MemberData(nameof(OneFaultEach))]
    public void Every_fault_has_its_kind_line_path_and_reason(ConfigurationFaultKind kind, int line, string path, string reason, string text)
    {
        ConfigurationResult result = Load(text, format => format == "bad" ? ["there is no such format"] : []);
        Assert.Null(result.Configuration);
        ConfigurationFault fault = Assert.Single(result.Faults);
        Assert.Equal((kind, line, path), (fault.Kind, fault.Line, fault.Path));
        Assert.Contains(reason, fault.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"isobar.json:{line}:{fault.Column}: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_fault_is_tested()
    {
        IEnumerable<ConfigurationFaultKind> inFiles = Enum.GetValues<ConfigurationFaultKind>().Except([ConfigurationFaultKind.Unreadable, ConfigurationFaultKind.Variable]);
        Assert.Empty(inFiles.Except(OneFaultEach.Select(row => (ConfigurationFaultKind)((object[])row)[0])));
    }

    [Fact]
    public void Ten_faults_are_told_at_once_in_the_order_of_the_file()
    {
        const string Text = """
            {
              "acount": "123456789012",
              "window": "40s",
              "grace": "two minutes",
              "trustedProxies": ["10.0.0.0/8", "10.0.0.1/8", 7],
              "locations": {
                "bern": { "latitude": 146.95, "longitude": 7.45, "zones": ["hall-a"] },
              },
              "sources": {
                "api": { "files": ["/var/log/nginx/*.log"], "location": "bern", "zone": "hall-b" },
                "web": { "files": ["/var/log/**/access.log"], "location": "brn" },
                "web": { "files": [] },
              },
              "outcomes": [{ "status": 499, "outcome": "Network" }],
            }
            """;
        string[] told = [.. Load(Text).Faults.Select(fault => fault.ToString())];
        Assert.Equal(
            [
                "isobar.json:2:3: acount: 'acount' is not a known key (did you mean 'account'?)",
                "isobar.json:3:13: window: '40s' is out of range (10s, 12s, 15s, 20s, 25s, 30s, 50s, 1m, 75s, 100s, 150s or 5m: whole parts of five minutes)",
                "isobar.json:4:12: grace: 'two minutes' is not a duration such as 90s, 5m, 1h or 30d",
                "isobar.json:5:36: trustedProxies[1]: '10.0.0.1/8' is not an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32 (no bits set behind its length)",
                "isobar.json:5:50: trustedProxies[2]: the number 7 is here, expected an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32 (no bits set behind its length)",
                "isobar.json:7:27: locations.bern.latitude: '146.95' is out of range (from -90 to 90)",
                "isobar.json:10:77: sources.api.zone: 'hall-b' is not a zone of 'bern' (did you mean 'hall-a'?)",
                "isobar.json:11:23: sources.web.files: '/var/log/**/access.log' can match the same file as '/var/log/nginx/*.log' of the source 'api', which would be counted twice (make the globs exclude each other)",
                "isobar.json:11:63: sources.web.location: there is no location 'brn' (did you mean 'bern'?)",
                "isobar.json:12:5: sources.web: 'web' is there twice, first in line 11 (keep one of them)",
                "isobar.json:14:44: outcomes[0].outcome: 'Network' is not one of Ok, NetworkFailure, ServiceFailure",
            ],
            told);
    }
}
