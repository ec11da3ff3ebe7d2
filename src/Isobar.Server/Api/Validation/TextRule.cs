using System.Text.RegularExpressions;

namespace Isobar.Server.Api.Validation;

/// <summary>What a text of the model may be.</summary>
/// <param name="Shortest">Least length, characters.</param>
/// <param name="Longest">Greatest length, characters.</param>
/// <param name="Pattern">The pattern as it is told to callers; null where any text will do.</param>
/// <param name="Form">The same, from the first to the last character.</param>
internal sealed record TextRule(int Shortest, int Longest, string? Pattern = null, Regex? Form = null);
