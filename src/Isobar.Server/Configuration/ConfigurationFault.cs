using System.Globalization;
using System.Text;

namespace Isobar.Server.Configuration;

/// <summary>One fault of the configuration, and where it is: a place in the file, or the environment variable that brought it in.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="File">The file as it was named to the loader.</param>
/// <param name="Line">Line in the file, from 1; 0 when the fault is not at a place in it.</param>
/// <param name="Column">Character in the line, from 1; 0 when there is no line.</param>
/// <param name="Variable">The environment variable, or null.</param>
/// <param name="Path">The key, such as `sources.web.files[0]`; empty for the whole file.</param>
/// <param name="Message">What is there and what was expected.</param>
/// <param name="Hint">What to do, or null where the message says it.</param>
public sealed record ConfigurationFault(
    ConfigurationFaultKind Kind,
    string File,
    int Line,
    int Column,
    string? Variable,
    string Path,
    string Message,
    string? Hint) : IComparable<ConfigurationFault>
{
    /// <summary>Order of the file, then faults of environment variables by their names.</summary>
    public int CompareTo(ConfigurationFault? other)
    {
        if (other is null)
        {
            return 1;
        }
        int order = string.CompareOrdinal(Variable, other.Variable);
        order = order != 0 ? order : Line.CompareTo(other.Line);
        order = order != 0 ? order : Column.CompareTo(other.Column);
        order = order != 0 ? order : string.CompareOrdinal(Path, other.Path);
        return order != 0 ? order : string.CompareOrdinal(Message, other.Message);
    }

    /// <summary>One line, `file:line:column: path: message (hint)`, as compilers write it, so that editors can jump there.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Variable ?? File);
        if (Variable is null && Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $":{Line}:{Column}");
        }
        text.Append(": ");
        if (Path.Length > 0)
        {
            text.Append(Path).Append(": ");
        }
        text.Append(Message);
        return Hint is null ? text.ToString() : text.Append(" (").Append(Hint).Append(')').ToString();
    }
}
