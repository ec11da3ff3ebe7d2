namespace Isobar.Server.Configuration;

/// <summary>
/// A pattern for paths: `*` matches any characters within a folder, `**` across folders, `?` one character; all else stands for itself. `/**/` matches one
/// slash too, so `/var/log/**/access.log` includes `/var/log/access.log`.
/// </summary>
public sealed class FileGlob
{
    // What a state consumes: a character, or one of these.
    private const int Nothing = -1;
    private const int WithinFolder = -2;
    private const int Anything = -3;

    private const string Folders = "/**/";
    private readonly State[] _states;

    /// <summary>A pattern; every text is one.</summary>
    public FileGlob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        _states = Compile(pattern);
    }

    private FileGlob(string path, State[] states)
    {
        Pattern = path;
        _states = states;
    }

    /// <summary>The pattern as given.</summary>
    public string Pattern { get; }

    /// <summary>Whether the path matches.</summary>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Overlaps(new FileGlob(path, [.. path.Select(c => State.Consume(c))]));
    }

    /// <summary>
    /// Whether some path matches both patterns. Both are small automata: the walk visits pairs of their states, each once, and moves both by a common character or
    /// one past a wildcard.
    /// </summary>
    public bool Overlaps(FileGlob other)
    {
        ArgumentNullException.ThrowIfNull(other);
        State[] left = _states, right = other._states;
        var seen = new HashSet<(int Left, int Right)>();
        var open = new Stack<(int Left, int Right)>();
        open.Push((0, 0));
        while (open.TryPop(out (int Left, int Right) at))
        {
            (int i, int j) = at;
            if (i == left.Length && j == right.Length)
            {
                return true;
            }
            if (!seen.Add(at))
            {
                continue;
            }
            State a = i < left.Length ? left[i] : State.End, b = j < right.Length ? right[j] : State.End;
            for (int skip = 1; skip <= a.Skips; skip++)
            {
                open.Push((i + skip, j));
            }
            for (int skip = 1; skip <= b.Skips; skip++)
            {
                open.Push((i, j + skip));
            }
            if (Common(a.Next, b.Next))
            {
                open.Push((i + 1, j + 1));
            }
            if (Common(a.Loop, b.Next))
            {
                open.Push((i, j + 1));
            }
            if (Common(a.Next, b.Loop))
            {
                open.Push((i + 1, j));
            }
        }
        return false;
    }

    private static State[] Compile(string pattern)
    {
        var states = new List<State>(pattern.Length);
        int i = 0;
        while (i < pattern.Length)
        {
            ReadOnlySpan<char> rest = pattern.AsSpan(i);
            if (rest.StartsWith(Folders))
            {
                states.Add(State.Consume('/'));
                states.Add(State.Choice);
                states.Add(new(Anything, '/', 0));
                i += Folders.Length;
            }
            else if (rest.StartsWith("**"))
            {
                states.Add(State.Repeat(Anything));
                i += 2;
            }
            else
            {
                states.Add(rest[0] switch { '*' => State.Repeat(WithinFolder), '?' => State.Consume(WithinFolder), char c => State.Consume(c) });
                i++;
            }
        }
        return [.. states];
    }

    /// <summary>Whether some character is consumed by both.</summary>
    private static bool Common(int left, int right) =>
        left != Nothing && right != Nothing
        && (left == right
            || left == Anything || right == Anything
            || (left == WithinFolder && right != '/')
            || (right == WithinFolder && left != '/'));

    /// <summary>A place in a pattern.</summary>
    /// <param name="Loop">What it consumes and stays.</param>
    /// <param name="Next">What it consumes and goes one on.</param>
    /// <param name="Skips">How many places it may go on without consuming anything.</param>
    private readonly record struct State(int Loop, int Next, int Skips)
    {
        public static State End => new(Nothing, Nothing, 0);

        /// <summary>Either into the folders that follow, or past them.</summary>
        public static State Choice => new(Nothing, Nothing, 2);

        public static State Consume(int what) => new(Nothing, what, 0);

        public static State Repeat(int what) => new(what, Nothing, 1);
    }
}
