using System.Globalization;

namespace Isobar.Server.Configuration.Values;

/// <summary>HTTP status codes, one (`408`) or a class (`4xx`). Zero is one too: CloudFront logs 000 where the client left before the answer.</summary>
/// <param name="From">Lowest.</param>
/// <param name="To">Highest, inclusive.</param>
internal readonly record struct StatusRange(int From, int To)
{
    /// <summary>The form as a regular expression (ECMA 262, for the JSON Schema).</summary>
    public const string Pattern = "^([0-9]{3}|[1-9]xx)$";

    private const int ClassSize = 100;

    /// <summary>Reads a status or a class; `0` stands for `000`.</summary>
    public static bool TryRead(string text, out StatusRange range)
    {
        range = default;
        if (text.Length == 3 && text[0] is >= '1' and <= '9' && text.AsSpan(1).SequenceEqual("xx"))
        {
            int from = (text[0] - '0') * ClassSize;
            range = new(from, from + ClassSize - 1);
            return true;
        }
        if (text.Length is not (3 or 1) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            || (status < ClassSize && status != 0))
        {
            return false;
        }
        range = new(status, status);
        return true;
    }

    /// <summary>As the configuration writes it.</summary>
    public static string Write(int from, int to) =>
        from == to ? from.ToString("000", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{from / ClassSize}xx");
}
