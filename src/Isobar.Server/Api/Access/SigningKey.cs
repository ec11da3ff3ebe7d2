using System.Security.Cryptography;
using System.Text;

namespace Isobar.Server.Api.Access;

/// <summary>The arithmetic of Signature Version 4: a key for a day, a Region and a service, and what it makes of a text.</summary>
internal static class SigningKey
{
    /// <summary>Length of a signature, bytes.</summary>
    public const int Length = 32;

    /// <summary>Derives the key; four hashes of a few bytes, so that it is not worth being kept.</summary>
    public static byte[] Derive(string secret, string date, string region, string service)
    {
        byte[] key = Hash(Encoding.UTF8.GetBytes("AWS4" + secret), date);
        key = Hash(key, region);
        key = Hash(key, service);
        return Hash(key, "aws4_request");
    }

    /// <summary>The signature of a text.</summary>
    public static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
