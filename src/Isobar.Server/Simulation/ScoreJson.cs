using System.Text.Json;

namespace Isobar.Server.Simulation;

/// <summary>A scorecard for machines: one JSON object.</summary>
internal static class ScoreJson
{
    /// <summary>Writes it; numbers that are not known are left out.</summary>
    public static void Write(ScorecardResult result, Stream output)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        Number(json, "precision", result.Precision);
        Number(json, "recall", result.Recall);
        Number(json, "ttdWindowsP50", result.Ttd.P50);
        Number(json, "ttdWindowsP90", result.Ttd.P90);
        Number(json, "falseOpeningsPerDay500k", result.FalseOpeningsPerDay500k);
        Number(json, "attributionTop1", result.AttributionTop1);
        Number(json, "attributionTop3", result.AttributionTop3);
        Number(json, "scoreMae", result.ScoreMae);
        Number(json, "falseOpenings", result.FalseOpenings);
        Number(json, "pairDays", result.PairDays);
        Number(json, "ttd80WindowsP50", result.Ttd80.P50);
        Number(json, "ttd80WindowsP90", result.Ttd80.P90);
        Number(json, "ttd40WindowsP50", result.Ttd40.P50);
        Number(json, "ttd40WindowsP90", result.Ttd40.P90);
        Number(json, "attributionAnswered", result.AttributionAnswered);
        Number(json, "detections", result.Detections);
        Number(json, "falseParts", result.FalseParts);
        Number(json, "clearFaults", result.ClearFaults);
        Number(json, "sharedFaults", result.SharedFaults);
        Number(json, "wideSlightFaults", result.WideSlight.Faults);
        Number(json, "wideSlightRecall", result.WideSlight.Recall);
        Number(json, "confidentWrongTransit", result.ConfidentWrongTransit);
        Number(json, "scoresCompared", result.ScoresCompared);
        Number(json, "startErrorWindows", result.EdgeErrorWindows.Start);
        Number(json, "endErrorWindows", result.EdgeErrorWindows.End);
        WriteTables(json, result);
        json.WriteEndObject();
    }

    private static void WriteTables(Utf8JsonWriter json, ScorecardResult result)
    {
        json.WriteStartArray("recallByClass");
        foreach (RecallCell cell in result.RecallTable)
        {
            json.WriteStartObject();
            json.WriteString("share", cell.Share);
            json.WriteString("samplesPerWindow", cell.Volume.Trim());
            json.WriteString("windows", cell.Duration.Trim());
            json.WriteNumber("faults", cell.Faults);
            json.WriteNumber("found", cell.Found);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("confusion");
        foreach ((string fault, string named, int count) in result.Confusion)
        {
            json.WriteStartObject();
            json.WriteString("fault", fault);
            json.WriteString("named", named);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("calibration");
        foreach ((double confidence, double right, int count) in result.Calibration)
        {
            json.WriteStartObject();
            Number(json, "confidence", confidence);
            Number(json, "right", right);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 4));
        }
    }
}
