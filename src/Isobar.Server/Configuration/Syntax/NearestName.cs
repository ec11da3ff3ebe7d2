namespace Isobar.Server.Configuration.Syntax;

/// <summary>Finds what somebody meant to write.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate that is nearest by optimal string alignment distance (insert, delete, replace, swap neighbours), if near enough: at most a third of the
    /// letters, ignoring case. Ties go to the first candidate.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = (Math.Max(name.Length, 3) / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /// <summary>The hint `did you mean ...?`, or what else to say.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> candidates, string otherwise) =>
        Find(name, candidates) is string meant ? $"did you mean '{meant}'?" : otherwise;

    /// <summary>Optimal string alignment distance.</summary>
    internal static int Distance(string a, string b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }
        for (int j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int distance = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + cost);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = swapped ? Math.Min(distance, table[i - 2, j - 2] + 1) : distance;
            }
        }
        return table[a.Length, b.Length];
    }
}
