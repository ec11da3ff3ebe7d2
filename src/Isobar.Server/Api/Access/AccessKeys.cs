using System.Collections.Concurrent;
using System.Security.Cryptography;
using Isobar.Storage.Keys;

namespace Isobar.Server.Api.Access;

/// <summary>
/// The access keys of a data folder, their secrets decrypted when they are needed. What was read serves for a second, so a key that another process revokes is
/// refused a second later.
/// </summary>
internal sealed class AccessKeys(AccessKeyStore store, SecretProtector protector, TimeProvider time) : IDisposable
{
    private const string IdPrefix = "IBAK", IdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int IdLength = 20, SecretBytes = 30;

    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens the keys of a folder.</summary>
    public static AccessKeys Open(string folder, string command, TimeProvider time)
    {
        AccessKeyStore store = AccessKeyStore.Open(folder, command);
        return new AccessKeys(store, new SecretProtector(Path.GetFullPath(folder)), time);
    }

    /// <summary>All keys, without their secrets.</summary>
    public IReadOnlyList<AccessKeyRow> All() => store.All();

    /// <summary>Makes a key. This is the only time that its secret is told.</summary>
    public AccessKey Create(string account, AccessPolicy policy, string name)
    {
        string id = IdPrefix + RandomNumberGenerator.GetString(IdLetters, IdLength - IdPrefix.Length);
        AccessKey key = new(id, account, policy, Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)), name);
        store.Add(new AccessKeyRow(id, account, policy.Text, name, time.GetUtcNow().ToUnixTimeSeconds(), protector.Protect(key.Secret)));
        return key;
    }

    /// <summary>Removes a key; false when there is none of this id.</summary>
    public bool Revoke(string id)
    {
        _entries.TryRemove(id, out _);
        return store.Remove(id);
    }

    /// <summary>A key by its id; null when there is none, or its secret can no longer be read.</summary>
    public AccessKey? Find(string id)
    {
        long now = time.GetTimestamp();
        Entry? known = _entries.GetValueOrDefault(id);
        if (known is not null && time.GetElapsedTime(known.ReadAt, now) < s_freshness)
        {
            return known.Key;
        }
        AccessKeyRow? row = store.Find(id);
        if (row is null)
        {
            _entries.TryRemove(id, out _);
            return null;
        }
        Entry entry = known?.Row == row ? known with { ReadAt = now } : new Entry(row, Decrypted(row), now);
        _entries[id] = entry;
        return entry.Key;
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private AccessKey? Decrypted(AccessKeyRow row) =>
        AccessPolicy.TryParse(row.Policy, out AccessPolicy? policy) && protector.Unprotect(row.ProtectedSecret) is string secret
            ? new AccessKey(row.KeyId, row.Account, policy, secret, row.Name)
            : null;

    private sealed record Entry(AccessKeyRow Row, AccessKey? Key, long ReadAt);
}
