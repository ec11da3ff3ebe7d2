using System.Collections.Immutable;

namespace Isobar.Server.Api;

/// <summary>Which accounts see the monitors of which others (spec 12).</summary>
/// <param name="links">Of a monitoring account, the source accounts that it sees.</param>
internal sealed class AccountLinks(IReadOnlyDictionary<string, ImmutableSortedSet<string>> links)
{
    /// <summary>Nobody sees anything of another.</summary>
    public static readonly AccountLinks None = new(new Dictionary<string, ImmutableSortedSet<string>>());

    /// <summary>The account whose data a request asks for: the caller's, or a linked one.</summary>
    /// <exception cref="ApiException">The account is not linked.</exception>
    public string Resolve(string caller, string? linked) => linked is null || linked == caller ? caller
        : SeenBy(caller).Contains(linked) ? linked
        : throw new ApiException(ErrorShape.AccessDenied, $"The account {linked} is not linked to the account {caller}.");

    /// <summary>The accounts that an account sees besides itself.</summary>
    public ImmutableSortedSet<string> SeenBy(string caller) => links.GetValueOrDefault(caller, []);
}
