namespace Isobar.Storage.People;

/// <summary>One change that somebody made, or tried to.</summary>
/// <param name="At">When, Unix seconds.</param>
/// <param name="User">Who.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What was asked for.</param>
/// <param name="Target">Of what.</param>
/// <param name="Outcome">`ok`, or the code of the error.</param>
/// <param name="Detail">What was said, without secrets.</param>
/// <param name="Id">Its number, rising with time; 0 before it is stored.</param>
public sealed record AuditRow(long At, string User, string Address, string Action, string Target, string Outcome, string Detail, long Id = 0);
