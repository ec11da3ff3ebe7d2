namespace Isobar.Storage.People;

/// <summary>A session of the console. What the browser holds is not in it, only its hash. Times are Unix seconds.</summary>
/// <param name="Id">What lists call it.</param>
/// <param name="User">Whose.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastSeen">About when it last asked something.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
/// <param name="Address">Where it was begun from.</param>
/// <param name="Agent">What the browser called itself.</param>
public sealed record SessionRow(string Id, string User, long CreatedAt, long LastSeen, long ExpiresAt, string Address, string Agent);
