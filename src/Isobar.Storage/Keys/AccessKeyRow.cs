namespace Isobar.Storage.Keys;

/// <summary>A stored access key. The store never sees the secret itself.</summary>
/// <param name="KeyId">What a request names it by.</param>
/// <param name="Account">The account that it acts for, twelve digits.</param>
/// <param name="Policy">What it may do, in words that the server reads.</param>
/// <param name="Name">What the owner calls it; may be empty.</param>
/// <param name="CreatedAt">When it was made, Unix seconds.</param>
/// <param name="ProtectedSecret">The secret, encrypted.</param>
public sealed record AccessKeyRow(string KeyId, string Account, string Policy, string Name, long CreatedAt, string ProtectedSecret);
