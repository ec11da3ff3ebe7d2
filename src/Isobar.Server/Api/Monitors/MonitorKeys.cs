namespace Isobar.Server.Api.Monitors;

/// <summary>
/// What the stores call a monitor. Names are unique in an account, keys in a data folder: a monitor of the installation's own account has its name for a key, one of
/// another account has the account before it.
/// </summary>
internal static class MonitorKeys
{
    private const string Separator = "--";
    private const int Limit = 255;

    /// <summary>The key of a monitor.</summary>
    public static string Of(string ownAccount, string account, string name) => account == ownAccount ? name : account + Separator + name;

    /// <summary>Whether a name is short enough for a key.</summary>
    public static bool Fits(string ownAccount, string account, string name) => Of(ownAccount, account, name).Length <= Limit;

    /// <summary>The name that a key stands for.</summary>
    public static string NameOf(string ownAccount, string account, string key) => account == ownAccount ? key : key[(account.Length + Separator.Length)..];
}
