using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Isobar.Storage.People;

namespace Isobar.Server.Web.Access;

/// <summary>Begins, finds and ends sessions. The browser holds a random token; the store only its hash, so that who reads the store cannot sign in with it.</summary>
internal sealed class SessionDesk(PeopleStore people, TimeProvider time)
{
    /// <summary>A session ends when nothing was asked for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>And then whatever happens.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private const int TokenBytes = 32, LongestAgent = 200;

    // Each request touches a session; to store that once a minute is exact enough.
    private const long TouchSeconds = 60;

    /// <summary>Begins a session and gives the token for the browser.</summary>
    public (string Token, SessionRow Session) Begin(string user, string address, string agent)
    {
        long now = Now();
        people.RemoveExpiredSessions(now, now - (long)Idle.TotalSeconds);
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        string id = "s-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        SessionRow row = new(id, user, now, now, now + (long)Longest.TotalSeconds, address, agent.Length > LongestAgent ? agent[..LongestAgent] : agent);
        people.AddSession(row, HashOf(token));
        return (token, row);
    }

    /// <summary>The session of a token; null where it is over or never was.</summary>
    public SessionRow? Find(string token)
    {
        long now = Now();
        if (people.FindSession(HashOf(token)) is not SessionRow row || EndOf(row) <= now)
        {
            return null;
        }
        if (now - row.LastSeen < TouchSeconds)
        {
            return row;
        }
        people.TouchSession(row.Id, now);
        return row with { LastSeen = now };
    }

    /// <summary>When a session ends if nothing more is asked.</summary>
    public static long EndOf(SessionRow row) => Math.Min(row.ExpiresAt, row.LastSeen + (long)Idle.TotalSeconds);

    /// <summary>The token that changes of a session must carry: who has the cookie only as the browser sends it cannot know it.</summary>
    public static string CsrfTokenOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes("csrf\n" + token)));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}
