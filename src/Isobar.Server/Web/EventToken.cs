using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Isobar.Storage.Events;

namespace Isobar.Server.Web;

/// <summary>A place in a list of events, as a token for the next page.</summary>
internal static class EventToken
{
    /// <summary>Writes a place.</summary>
    public static string Write(EventCursor cursor) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.StartedAt} {cursor.EventId}")));

    /// <summary>Reads one.</summary>
    /// <exception cref="ConsoleFault">It is none.</exception>
    public static EventCursor Read(string token, string monitorName)
    {
        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(' ', 2);
            if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long startedAt))
            {
                return new(startedAt, parts[1], monitorName);
            }
        }
        catch (FormatException)
        {
            // Told below.
        }
        throw ConsoleFault.Invalid("after", "A token of an answer is expected.");
    }
}
