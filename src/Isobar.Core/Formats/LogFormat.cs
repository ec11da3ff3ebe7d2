using Isobar.Core.Windows;

namespace Isobar.Core.Formats;

/// <summary>A log format: data that says where the fields of a line lie. Lines are read by the parsers it makes.</summary>
public abstract class LogFormat
{
    /// <summary>The name by which a user picks it, or the user's own template.</summary>
    public abstract string Name { get; }

    /// <summary>What its records can show; what is missing limits what Isobar can detect.</summary>
    public abstract FormatFields Fields { get; }

    /// <summary>What was timed, and by whom.</summary>
    public virtual MeasurementMethod Method => MeasurementMethod.ServerLog;

    /// <summary>A new parser for one stream of lines.</summary>
    public abstract LineParser CreateParser(ParserOptions options);
}
