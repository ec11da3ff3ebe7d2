namespace Isobar.Server.Api.Access;

/// <summary>A key as requests are checked with it.</summary>
/// <param name="Id">What a request names it by.</param>
/// <param name="Account">The account that it acts for.</param>
/// <param name="Policy">What it may do.</param>
/// <param name="Secret">What requests are signed with.</param>
/// <param name="Name">What it is called in the list of keys; may be empty.</param>
internal sealed record AccessKey(string Id, string Account, AccessPolicy Policy, string Secret, string Name = "")
{
    /// <summary>Without the secret: this text may end in a log.</summary>
    public override string ToString() => $"{Id} of {Account} ({Policy})";
}
