using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Schema;

namespace Isobar.Server.Commands;

/// <summary>`isobar check-config`: says all that is wrong with a configuration, or shows what it configures.</summary>
internal static class CheckConfigCommand
{
    private const string DefaultFile = "isobar.json";

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verb. Its exit status is 0 for a good configuration, 1 for a faulty one, 2 when there is no such file.</summary>
    /// <param name="inputs">Environment and format check; the process's own by default.</param>
    public static Command Create(ConfigurationInputs? inputs = null)
    {
        var file = new Argument<string>("FILE") { Description = "The configuration.", DefaultValueFactory = _ => DefaultFile };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object." };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema for editors, and check nothing." };
        var command = new Command("check-config", "Check a configuration: list all faults with their lines, or show what it configures.") { file, json, schema };
        Examples.Add(command, "isobar check-config isobar.json", "isobar check-config --schema > isobar.schema.json");
        command.SetAction(arguments =>
        {
            TextWriter output = arguments.InvocationConfiguration.Output;
            if (arguments.GetValue(schema))
            {
                output.Write(ConfigurationSchema.Write());
                return ExitCode.Ok;
            }
            string path = arguments.GetValue(file)!;
            ConfigurationInputs world = inputs ?? ConfigurationInputs.OfProcess();
            return Run(path, arguments.GetValue(json), world, output);
        });
        return command;
    }

    private static int Run(string path, bool asJson, ConfigurationInputs inputs, TextWriter output)
    {
        ConfigurationResult result = ConfigurationLoader.LoadFile(path, inputs);
        if (asJson)
        {
            output.WriteLine(Json(path, result).ToJsonString(s_readable));
        }
        else if (result.IsValid)
        {
            new ConfigurationSummary(Terminal.For(output, inputs.Environment)).Write(path, result.Configuration);
        }
        else
        {
            foreach (ConfigurationFault fault in result.Faults)
            {
                output.WriteLine(fault);
            }
            output.WriteLine(result.Faults.Length == 1 ? "1 fault" : $"{result.Faults.Length} faults");
        }
        bool isMissing = result.Faults.Any(fault => fault.Kind == ConfigurationFaultKind.Unreadable);
        return result.IsValid ? ExitCode.Ok : isMissing ? ExitCode.Usage : ExitCode.Failed;
    }

    private static JsonObject Json(string path, ConfigurationResult result)
    {
        var faults = new JsonArray();
        foreach (ConfigurationFault fault in result.Faults)
        {
            faults.Add(Json(fault));
        }
        var document = new JsonObject { ["file"] = path, ["valid"] = result.IsValid, ["faults"] = faults };
        if (result.IsValid)
        {
            var values = new JsonObject();
            foreach ((string key, ConfigurationListing.Entry entry) in ConfigurationListing.Of(result.Configuration))
            {
                values[key] = entry.Text;
            }
            document["configuration"] = values;
        }
        return document;
    }

    /// <summary>One fault; what it does not have is left out.</summary>
    private static JsonObject Json(ConfigurationFault fault)
    {
        string kind = fault.Kind.ToString();
        var json = new JsonObject { ["kind"] = char.ToLowerInvariant(kind[0]) + kind[1..] };
        if (fault.Line > 0)
        {
            json["line"] = fault.Line;
            json["column"] = fault.Column;
        }
        if (fault.Variable is not null)
        {
            json["variable"] = fault.Variable;
        }
        json["path"] = fault.Path;
        json["message"] = fault.Message;
        if (fault.Hint is not null)
        {
            json["hint"] = fault.Hint;
        }
        return json;
    }
}
